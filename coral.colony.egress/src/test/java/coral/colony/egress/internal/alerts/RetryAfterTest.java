// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:15:23Z");

  @Test
  void readsSecondsAndDates() {
    assertThat(RetryAfter.parse(" 120 ", NOW)).contains(Duration.ofMinutes(2));
    assertThat(RetryAfter.parse("Sun, 01 Mar 2026 10:16:00 GMT", NOW))
        .contains(Duration.ofSeconds(37));
  }

  @Test
  void keepsWithinReason() {
    assertThat(RetryAfter.parse("999999999999", NOW)).contains(RetryAfter.LONGEST);
    assertThat(RetryAfter.parse("Sun, 01 Mar 2026 09:00:00 GMT", NOW)).contains(Duration.ZERO);
    assertThat(RetryAfter.parse("-5", NOW)).contains(Duration.ZERO);
  }

  @Test
  void passesOverWhatIsNeither() {
    assertThat(RetryAfter.parse("soon", NOW)).isEmpty();
    assertThat(RetryAfter.parse("", NOW)).isEmpty();
  }
}
