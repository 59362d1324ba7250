// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coral.api.error.CoralException;
import coral.api.script.Trigger;
import coral.api.trigger.TriggerRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScheduleTriggersTest {
  private static final Trigger EACH_MINUTE = new Trigger.Schedule("* * * * *");

  private final RecordedFirings fired = new RecordedFirings();

  /** In a third of a second it is noon. */
  private final Clock clock =
      Clock.offset(
          Clock.systemUTC(),
          Duration.between(Instant.now(), Instant.parse("2026-11-28T11:59:59.700Z")));

  private final ScheduleTriggers triggers = new ScheduleTriggers(clock);

  @AfterEach
  void close() {
    triggers.close();
  }

  @Test
  void firesByTheClockOnAThreadOfItsOwn() {
    triggers.create(request(EACH_MINUTE), fired);
    await().atMost(10, SECONDS).until(() -> !fired.causes().isEmpty());
    assertThat(clock.instant()).isAfterOrEqualTo("2026-11-28T12:00:00Z");
    assertThat(fired.causes()).containsExactly("schedule \"* * * * *\" at 2026-11-28T12:00:00Z");
  }

  @Test
  void endsItsThreadAndAllFiringsWhenDeactivated() {
    triggers.create(request(EACH_MINUTE), fired);
    await().atMost(10, SECONDS).until(ScheduleTriggersTest::threadRuns);
    triggers.close();
    assertThat(threadRuns()).isFalse();
    triggers.create(request(EACH_MINUTE), fired).close();
    assertThat(threadRuns()).isFalse();
  }

  @Test
  void checksTheExpression() {
    triggers.check(EACH_MINUTE);
    Trigger wrong = new Trigger.Schedule("61 * * * *");
    assertThatThrownBy(() -> triggers.check(wrong))
        .isInstanceOf(CoralException.class)
        .hasMessageContaining("\"61\" for its minute");
    assertThatThrownBy(() -> triggers.create(request(wrong), fired))
        .isInstanceOf(CoralException.class)
        .hasMessageContaining("\"61\" for its minute");
  }

  @Test
  void refusesTriggersOfOtherTypes() {
    assertThatThrownBy(() -> triggers.create(request(Trigger.MANUAL), fired))
        .isInstanceOf(CoralException.class)
        .hasMessageContaining("\"manual\"");
  }

  private static boolean threadRuns() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals(ScheduleTriggers.THREAD) && thread.isAlive());
  }

  private TriggerRequest request(Trigger trigger) {
    return new TriggerRequest(
        new UUID(0, 1), "alert", "agent-1", trigger, clock.instant(), Optional.empty());
  }
}
