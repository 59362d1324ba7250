// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import coral.api.error.CoralException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuerySettingsTest {

  /**
   * Metatype annotations are not there at run time, so ranges are compared with the record's own.
   */
  @Test
  void readmeSaysWhatTheCodeSays() throws Exception {
    List<String> documented =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.matches("\\| `[a-z_]+` \\| \\d+ \\|.*"))
            .map(line -> line.replaceAll("\\| `([a-z_]+)` \\| (\\d+) \\|.*", "$1=$2"))
            .sorted()
            .toList();
    List<String> coded =
        Arrays.stream(QuerySettings.Config.class.getDeclaredMethods())
            .sorted(Comparator.comparing(Method::getName))
            .map(key -> key.getName().replace("__", "_") + "=" + key.getDefaultValue())
            .toList();

    assertThat(documented).isEqualTo(coded);
    assertThat(Files.readString(Path.of("README.md")))
        .contains("1–" + QuerySettings.MAX_POOL_SIZE)
        .contains(QuerySettings.MIN_MEMORY_MB + "–" + QuerySettings.MAX_MEMORY_MB)
        .contains("1–" + QuerySettings.MAX_STATEMENT_SECONDS)
        .contains(QuerySettings.MIN_CPU_PERCENT + "–" + QuerySettings.MAX_CPU_PERCENT);
  }

  @Test
  void refusesValuesOutOfRangeByTheirKey() {
    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(
            () ->
                new QuerySettings(
                    0, 512, Duration.ofSeconds(60), 50, 6_400, Duration.ofMillis(500)))
        .withMessage("query.pool_size is 0; it must be between 1 and 200");
    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(
            () ->
                new QuerySettings(
                    20, 100, Duration.ofSeconds(60), 50, 6_400, Duration.ofMillis(500)))
        .withMessageContaining("query.memory_limit_mb is 100");
    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(
            () ->
                new QuerySettings(
                    20, 512, Duration.ofSeconds(61), 50, 6_400, Duration.ofMillis(500)))
        .withMessageContaining("query.max_statement_seconds is 61");
    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(
            () ->
                new QuerySettings(
                    20, 512, Duration.ofSeconds(60), 4, 6_400, Duration.ofMillis(500)))
        .withMessage("query.cpu_percent is 4; it must be between 5 and 6400");
  }
}
