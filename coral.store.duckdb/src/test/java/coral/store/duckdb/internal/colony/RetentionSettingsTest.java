// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import coral.api.error.CoralException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RetentionSettingsTest {
  @Test
  void readmeSaysWhatTheCodeSays() throws Exception {
    List<String> documented =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.startsWith("| `results."))
            .map(line -> line.replaceFirst(" \\| [^|]+ \\|$", ""))
            .toList();
    List<String> keys =
        Arrays.stream(RetentionComponent.Config.class.getDeclaredMethods())
            .map(
                key ->
                    String.format(
                        Locale.ROOT,
                        "| `results.%s` | %,d | %s",
                        key.getName().replace("__", "_"),
                        (Integer) key.getDefaultValue(),
                        range(key.getName())))
            .toList();
    assertThat(documented).hasSize(2).containsExactlyInAnyOrderElementsOf(keys);
  }

  private static String range(String key) {
    return key.equals("retention__days")
        ? range(RetentionSettings.LEAST_DAYS, RetentionSettings.MOST_DAYS)
        : range(RetentionSettings.LEAST_LINES, RetentionSettings.MOST_LINES);
  }

  private static String range(int least, int most) {
    return String.format(Locale.ROOT, "%,d–%,d", least, most);
  }

  @Test
  void refusesWhatIsOutOfRangeByItsKey() {
    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(() -> new RetentionSettings(Duration.ofDays(366), 1_000))
        .withMessage("results.retention_days is 366; it must be between 1 and 365");
    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(() -> new RetentionSettings(Duration.ofDays(7), 999))
        .withMessage("results.max_log_lines is 999; it must be between 1000 and 100000000");
  }
}
