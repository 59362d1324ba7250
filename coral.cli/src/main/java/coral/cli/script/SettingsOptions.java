// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import com.google.protobuf.Duration;
import coral.cli.CliException;
import coral.cli.ExitCode;
import coral.proto.agent.v1.ScriptMode;
import coral.proto.agent.v1.ScriptSettings;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a script runs. */
public class SettingsOptions {
  private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h)");

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Time limit, such as 90s, 5m or 2h (default: 24h for a daemon, 60s ad hoc)")
  private @Nullable String timeout;

  @Option(
      names = "--memory-mb",
      paramLabel = "MB",
      description = "Memory limit (default: the agent's)")
  private int memoryMb;

  @Option(
      names = "--capability",
      paramLabel = "NAME",
      description = "Capability that the script needs; may be repeated")
  private List<String> capabilities = List.of();

  ScriptSettings settings(ScriptMode mode) {
    ScriptSettings.Builder settings =
        ScriptSettings.newBuilder()
            .setMode(mode)
            .setMemoryLimitMb(memoryMb)
            .addAllCapabilities(capabilities);
    if (timeout != null) {
      settings.setTimeout(duration(timeout));
    }
    return settings.build();
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches() || matcher.group(1).length() > 9) {
      throw new CliException(
          ExitCode.USAGE,
          "--timeout \"%s\" is no duration: write 500ms, 90s, 5m or 2h".formatted(text));
    }
    long number = Long.parseLong(matcher.group(1));
    long millis =
        switch (matcher.group(2)) {
          case "ms" -> number;
          case "s" -> number * 1_000;
          case "m" -> number * 60_000;
          default -> number * 3_600_000;
        };
    return Duration.newBuilder()
        .setSeconds(millis / 1_000)
        .setNanos((int) (millis % 1_000) * 1_000_000)
        .build();
  }
}
