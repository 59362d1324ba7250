// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final long SECOND = 1_000_000_000;

  private final RateLimit rate = new RateLimit(10, 0);

  @Test
  void allowsASecondsWorthAtOnceAndRefusesTheRest() {
    assertThat(allowed(15, 0)).isEqualTo(10);
    assertThat(rate.pause(10)).isZero();
  }

  @Test
  void earnsTheRateBackAndNoMoreThanASecondOfIt() {
    assertThat(allowed(15, 0)).isEqualTo(10);
    assertThat(allowed(15, SECOND / 2)).isEqualTo(5);
    assertThat(allowed(15, 100 * SECOND)).isEqualTo(10);
  }

  @Test
  void readsAFloodMoreSlowlyOnceRefusalsExceedTheRateToo() {
    assertThat(allowed(20, 0)).isEqualTo(10);
    assertThat(rate.pause(10)).isZero();
    assertThat(allowed(1, 0)).isZero();
    assertThat(rate.pause(10)).isEqualTo(SECOND / 10);
  }

  @Test
  void followsARateThatChanges() {
    assertThat(allowed(15, 0)).isEqualTo(10);
    int allowed = 0;
    for (int i = 0; i < 200; i++) {
      allowed += rate.allow(100, SECOND) ? 1 : 0;
    }
    assertThat(allowed).isEqualTo(100);
  }

  private int allowed(int requests, long now) {
    int allowed = 0;
    for (int i = 0; i < requests; i++) {
      allowed += rate.allow(10, now) ? 1 : 0;
    }
    return allowed;
  }
}
