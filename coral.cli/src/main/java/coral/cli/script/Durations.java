// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import com.google.protobuf.Duration;
import coral.cli.CliException;
import coral.cli.ExitCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 90s}, {@code 5m}, {@code 2h}. */
final class Durations {
  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  private Durations() {}

  /**
   * Reads one.
   *
   * @param option whose value it is, for the error
   */
  static Duration of(String option, String text) {
    long millis = millis(option, text);
    return Duration.newBuilder()
        .setSeconds(millis / 1_000)
        .setNanos((int) (millis % 1_000) * 1_000_000)
        .build();
  }

  /** As {@link #of}, in whole seconds. */
  static int seconds(String option, String text) {
    long millis = millis(option, text);
    if (millis % 1_000 != 0 || millis / 1_000 > Integer.MAX_VALUE) {
      throw new CliException(
          ExitCode.USAGE, "%s \"%s\" is not in whole seconds, such as 30s".formatted(option, text));
    }
    return (int) (millis / 1_000);
  }

  private static long millis(String option, String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      throw new CliException(
          ExitCode.USAGE,
          "%s \"%s\" is no duration: write 500ms, 90s, 5m or 2h".formatted(option, text));
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> number;
      case "s" -> number * 1_000;
      case "m" -> number * 60_000;
      default -> number * 3_600_000;
    };
  }
}
