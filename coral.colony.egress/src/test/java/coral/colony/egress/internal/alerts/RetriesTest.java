// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.egress.Delivery;
import coral.colony.egress.internal.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RetriesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:15:23Z");
  private static final Outcome LATER = new Outcome.Later("it answered 500", Optional.empty());

  private final TestClock clock = new TestClock(NOW);
  private final Retries retries =
      new Retries(
          new RetrySettings(Duration.ofMillis(1), Duration.ofMillis(4), 5, Duration.ofHours(4)),
          clock);
  private final List<Long> attempts = new ArrayList<>();

  private static Delivery delivery(int attempts) {
    return new Delivery(
        UUID.randomUUID(),
        "webhook",
        UUID.randomUUID(),
        "latency",
        NOW,
        NOW,
        1,
        attempts,
        "",
        Optional.empty());
  }

  private Outcome attempt(Outcome outcome) {
    attempts.add(System.nanoTime());
    return outcome;
  }

  @Test
  void endsWithTheFirstThatArrives() throws Exception {
    Outcome last =
        retries.run(
            delivery(0), () -> attempt(attempts.size() < 2 ? LATER : new Outcome.Arrived()));
    assertThat(last).isEqualTo(new Outcome.Arrived());
    assertThat(attempts).hasSize(3);
  }

  @Test
  void endsWithTheFirstThatIsRefused() throws Exception {
    Outcome refused = new Outcome.Refused("it answered 400");
    assertThat(retries.run(delivery(0), () -> attempt(refused))).isEqualTo(refused);
    assertThat(attempts).hasSize(1);
  }

  @Test
  void countsAttemptsBeforeARestart() throws Exception {
    assertThat(retries.run(delivery(3), () -> attempt(LATER))).isEqualTo(LATER);
    assertThat(attempts).hasSize(2);
  }

  @Test
  void triesOnceMoreWhatWasTriedTooOften() throws Exception {
    assertThat(retries.run(delivery(9), () -> attempt(LATER))).isEqualTo(LATER);
    assertThat(attempts).hasSize(1);
  }

  @Test
  void givesUpWhatIsTooOld() throws Exception {
    Outcome last =
        retries.run(
            delivery(0),
            () -> {
              clock.pass(Duration.ofHours(3));
              return attempt(LATER);
            });
    assertThat(last).isEqualTo(LATER);
    assertThat(attempts).hasSize(2);
  }

  @Test
  void waitsAtLeastAsLongAsItIsAsked() throws Exception {
    Duration wish = Duration.ofMillis(300);
    Outcome asked = new Outcome.Later("it answered 429", Optional.of(wish));
    var _ =
        retries.run(delivery(0), () -> attempt(attempts.isEmpty() ? asked : new Outcome.Arrived()));
    assertThat(Duration.ofNanos(attempts.get(1) - attempts.get(0))).isGreaterThanOrEqualTo(wish);
  }

  @Test
  void isInterrupted() {
    assertThatThrownBy(
            () ->
                retries.run(
                    delivery(0),
                    () -> {
                      var _ = attempt(LATER);
                      throw new InterruptedException();
                    }))
        .isInstanceOf(InterruptedException.class);
    assertThat(attempts).hasSize(1);
  }
}
