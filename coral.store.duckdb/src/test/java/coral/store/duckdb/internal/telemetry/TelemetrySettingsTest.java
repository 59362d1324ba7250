// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import coral.api.error.CoralException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetrySettingsTest {
  @TempDir Path root;

  @Test
  void readmeSaysWhatTheCodeSays() throws Exception {
    List<String> documented =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.matches("\\| `telemetry\\.[a-z_]+` \\|.*"))
            .toList();
    Method[] keys = DuckDbTelemetryStore.Config.class.getDeclaredMethods();
    assertThat(documented)
        .hasSize(keys.length)
        .allMatch(
            line ->
                Arrays.stream(keys)
                    .anyMatch(
                        key ->
                            line.startsWith(
                                "| `telemetry.%s` | %s | %d–%d |"
                                    .formatted(
                                        key.getName().replace("__", "_"),
                                        key.getDefaultValue(),
                                        TelemetrySettings.LEAST_RETENTION_MINUTES,
                                        TelemetrySettings.MOST_RETENTION_MINUTES))));
  }

  @Test
  void refusesARetentionOutOfRangeByItsKey() {
    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(
            () ->
                TestStores.settings(
                    root, Duration.ofDays(2), Clock.systemUTC(), () -> Long.MAX_VALUE))
        .withMessage("telemetry.retention_minutes is 2880; it must be between 1 and 720");
  }
}
