// SPDX-License-Identifier: Apache-2.0

package coral.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import java.time.Instant;
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
    "1970-01-01T00:00:00Z, never",
  })
  void tellsTheLargestUnit(Instant then, String text) {
    Timestamp timestamp = Timestamp.newBuilder().setSeconds(then.getEpochSecond()).build();
    assertThat(Times.ago(timestamp, NOW)).isEqualTo(text);
  }
}
