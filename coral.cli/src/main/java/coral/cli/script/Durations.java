// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import com.google.protobuf.Duration;
import coral.cli.CliException;
import coral.cli.ExitCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 90s}. */
final class Durations {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  private Durations() {}

  /**
   * The duration that was given for an option.
   *
   * @throws CliException USAGE naming the option for what is none
   */
  static Duration of(String option, String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new CliException(
          ExitCode.USAGE,
          "%s \"%s\" is no duration: write 500ms, 90s, 5m or 2h".formatted(option, text));
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

  /**
   * As {@link #of}, in whole seconds, one or more.
   *
   * @throws CliException USAGE naming the option for what is no such duration
   */
  static int seconds(String option, String text) {
    Duration duration = of(option, text);
    if (duration.getNanos() != 0
        || duration.getSeconds() < 1
        || duration.getSeconds() > Integer.MAX_VALUE) {
      throw new CliException(
          ExitCode.USAGE,
          "%s \"%s\" is out of range: whole seconds from 1s to 24h".formatted(option, text));
    }
    return (int) duration.getSeconds();
  }
}
