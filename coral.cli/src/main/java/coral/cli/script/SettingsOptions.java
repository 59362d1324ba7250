// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.proto.agent.v1.ScriptMode;
import coral.proto.agent.v1.ScriptSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a script runs. */
public class SettingsOptions {
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

  @Option(
      names = "--arg",
      paramLabel = "NAME=VALUE",
      description = "What the script reads as coral.context.args.NAME; may be repeated")
  private List<String> args = List.of();

  ScriptSettings settings(ScriptMode mode) {
    ScriptSettings.Builder settings =
        ScriptSettings.newBuilder()
            .setMode(mode)
            .setMemoryLimitMb(memoryMb)
            .addAllCapabilities(capabilities)
            .putAllArgs(ScriptArgs.of(args));
    if (timeout != null) {
      settings.setTimeout(Durations.of("--timeout", timeout));
    }
    return settings.build();
  }
}
