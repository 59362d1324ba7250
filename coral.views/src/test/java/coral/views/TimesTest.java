// SPDX-License-Identifier: Apache-2.0
package coral.views;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
  private static final Instant NOW = Instant.parse("2026-01-10T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-01-10T12:00:00Z, just now",
    "2026-01-10T11:59:30Z, 30s ago",
    "2026-01-10T11:58:00Z, 2m ago",
    "2026-01-10T10:00:00Z, 2h ago",
    "2026-01-07T12:00:00Z, 3d ago",
  })
  void tellsTheLargestUnit(Instant then, String text) {
    assertThat(Times.ago(then, NOW)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "PT-1S, 0ms",
    "PT0.12S, 120ms",
    "PT59.9S, 59s",
    "PT2M, 2m",
    "PT2M5S, 2m 5s",
    "PT1H30M59S, 1h 30m",
    "PT24H, 1d",
    "PT75H, 3d 3h",
  })
  void tellsADurationInItsTwoLargestUnits(Duration duration, String text) {
    assertThat(Times.passed(duration)).isEqualTo(text);
  }

  @Test
  void anAbsentTimeIsNever() {
    Instant absent = Times.of(Timestamp.getDefaultInstance());
    assertThat(absent).isNull();
    assertThat(Times.ago(absent, NOW)).isEqualTo("never");
    assertThat(Times.second(absent)).isEqualTo("never");
  }

  @Test
  void cutsToTheSecond() {
    assertThat(Times.second(NOW.plusMillis(999))).isEqualTo("2026-01-10T12:00:00Z");
  }
}
