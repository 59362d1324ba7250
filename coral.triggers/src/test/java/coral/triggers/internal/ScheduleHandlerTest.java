// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.script.Trigger;
import coral.api.script.Trigger.Missed;
import coral.api.trigger.TriggerCallback;
import coral.api.trigger.TriggerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleHandlerTest {
  private static final String START = "2026-11-28T12:00:30Z";

  private final FakeTime time = new FakeTime(START);
  private final RecordedFirings fired = new RecordedFirings();

  /** When the trigger last fired, as the agent keeps it. */
  private Optional<Instant> lastFired = Optional.empty();

  @Test
  void firesAtEachInstantOfTheSchedule() {
    start(Missed.SKIP);
    time.passUntil("2026-11-28T12:04:59.999999999Z");
    assertThat(fired.causes()).isEmpty();
    time.passUntil("2026-11-28T12:05:00Z");
    assertThat(fired.causes()).containsExactly(at("12:05"));
    time.passUntil("2026-11-28T12:14:00Z");
    assertThat(fired.causes()).containsExactly(at("12:05"), at("12:10"));
    assertThat(fired.trouble()).isEmpty();
  }

  @Test
  void looksAtTheClockAtLeastEveryTenSeconds() {
    assertThat(ScheduleHandler.LOOK).isLessThanOrEqualTo(Duration.ofSeconds(10));
    start(Missed.SKIP);
    time.pass(Duration.ofMinutes(1));
    assertThat(time.waiting()).isOne();
    time.set("2026-11-28T12:04:59Z");
    time.pass(ScheduleHandler.LOOK);
    assertThat(fired.causes()).containsExactly(at("12:05"));
  }

  @ParameterizedTest
  @EnumSource
  void firesWhatCameDueWhileItsBundleWasReplaced(Missed missed) {
    lastFired("2026-11-28T11:55:00.004Z");
    time.set("2026-11-28T12:00:03Z");
    start(missed);
    time.pass(Duration.ofSeconds(10));
    assertThat(fired.causes()).containsExactly(at("12:00"));
  }

  @ParameterizedTest
  @EnumSource
  void neitherLosesNorRepeatsAFiringWhenMadeAnew(Missed missed) {
    ScheduleHandler handler = start(missed, Duration.ofMinutes(3));
    for (int second = 0; second < 3600; second += 7) {
      time.pass(Duration.ofSeconds(5));
      handler.close();
      time.pass(Duration.ofSeconds(2));
      handler = start(missed, Duration.ofMinutes(3));
    }
    time.passUntil("2026-11-28T13:03:30Z");
    assertThat(fired.causes())
        .containsExactly(
            at("12:00"),
            at("12:05"),
            at("12:10"),
            at("12:15"),
            at("12:20"),
            at("12:25"),
            at("12:30"),
            at("12:35"),
            at("12:40"),
            at("12:45"),
            at("12:50"),
            at("12:55"),
            at("13:00"));
  }

  @Test
  void doesNotFireAgainWhatItHasJustFired() {
    ScheduleHandler handler = start(Missed.RUN_ONCE);
    time.passUntil("2026-11-28T12:05:00Z");
    handler.close();
    start(Missed.RUN_ONCE);
    time.passUntil("2026-11-28T12:09:00Z");
    assertThat(fired.causes()).containsExactly(at("12:05"));
  }

  @Test
  void leavesOutWhatWasMissed() {
    lastFired("2026-11-28T11:40:00Z");
    start(Missed.SKIP);
    time.pass(Duration.ofMinutes(4));
    assertThat(fired.causes()).isEmpty();
    time.passUntil("2026-11-28T12:05:00Z");
    assertThat(fired.causes()).containsExactly(at("12:05"));
  }

  @Test
  void leavesOutWhatWasMissedButNotWhatIsOnlyJustDue() {
    lastFired("2026-11-28T11:40:00Z");
    time.set("2026-11-28T12:00:02Z");
    start(Missed.SKIP);
    time.pass(Duration.ofMinutes(4));
    assertThat(fired.causes()).containsExactly(at("12:00"));
  }

  @Test
  void makesUpOnceForAllThatWasMissed() {
    lastFired("2026-11-28T11:45:00Z");
    ScheduleHandler handler = start(Missed.RUN_ONCE);
    time.pass(Duration.ZERO);
    handler.close();
    String madeUp =
        "schedule \"*/5 * * * *\" missed 3 firings, the last due at 2026-11-28T12:00:00Z";
    assertThat(fired.causes()).containsExactly(madeUp);
    start(Missed.RUN_ONCE);
    time.passUntil("2026-11-28T12:05:00Z");
    assertThat(fired.causes()).containsExactly(madeUp, at("12:05"));
  }

  @Test
  void makesUpForOne() {
    lastFired("2026-11-28T11:55:00Z");
    start(Missed.RUN_ONCE);
    time.pass(Duration.ZERO);
    assertThat(fired.causes())
        .containsExactly("schedule \"*/5 * * * *\" missed 1 firing, due at 2026-11-28T12:00:00Z");
  }

  @Test
  void makesUpForThoseMissedSinceItWasAssigned() {
    time.set("2026-11-29T12:00:30Z");
    start(Missed.RUN_ONCE);
    time.pass(Duration.ZERO);
    assertThat(fired.causes())
        .containsExactly(
            "schedule \"*/5 * * * *\" missed at least 100 firings, the last due at 2026-11-29T12:00:00Z");
  }

  @ParameterizedTest
  @EnumSource
  void hasMissedNothingWhenItIsAssigned(Missed missed) {
    start(missed);
    time.pass(Duration.ofMinutes(4));
    assertThat(fired.causes()).isEmpty();
  }

  @Test
  void leavesOutWhatAClockSetForwardPassesOver() {
    start(Missed.SKIP);
    time.passUntil("2026-11-28T12:01:00Z");
    time.set("2026-11-28T13:01:00Z");
    time.passUntil("2026-11-28T13:05:00Z");
    assertThat(fired.causes()).containsExactly(at("13:05"));
  }

  @Test
  void makesUpForWhatASleepingMachinePassesOver() {
    start(Missed.RUN_ONCE);
    time.passUntil("2026-11-28T12:01:00Z");
    time.set("2026-11-28T12:21:00Z");
    time.passUntil("2026-11-28T12:25:00Z");
    assertThat(fired.causes())
        .containsExactly(
            "schedule \"*/5 * * * *\" missed 4 firings, the last due at 2026-11-28T12:20:00Z",
            at("12:25"));
  }

  @Test
  void losesNothingThatIsDueRightAfterTheClockWasSetForward() {
    time.set("2026-11-28T12:04:50Z");
    start(Missed.SKIP);
    time.pass(Duration.ofMillis(1));
    time.set("2026-11-28T12:04:59.999Z");
    time.pass(Duration.ofSeconds(10));
    assertThat(fired.causes()).containsExactly(at("12:05"));
  }

  @ParameterizedTest
  @EnumSource
  void firesNoInstantTwiceWhenTheClockIsSetBack(Missed missed) {
    start(missed);
    time.passUntil("2026-11-28T12:06:00Z");
    time.set("2026-11-28T11:59:00Z");
    time.passUntil("2026-11-28T12:09:59Z");
    assertThat(fired.causes()).containsExactly(at("12:05"));
    time.passUntil("2026-11-28T12:10:00Z");
    assertThat(fired.causes()).containsExactly(at("12:05"), at("12:10"));
  }

  @Test
  void firesNoInstantTwiceWhenMadeAnewAfterTheClockWasSetBack() {
    start(Missed.RUN_ONCE).close();
    lastFired("2026-11-28T12:10:00.002Z");
    start(Missed.RUN_ONCE);
    time.passUntil("2026-11-28T12:14:59Z");
    assertThat(fired.causes()).isEmpty();
    time.passUntil("2026-11-28T12:15:00Z");
    assertThat(fired.causes()).containsExactly(at("12:15"));
  }

  @Test
  void saysThatAClockSetBackHoldsItUp() {
    start(Missed.SKIP);
    time.passUntil("2026-11-28T12:06:00Z");
    time.set("2026-11-28T11:30:00Z");
    time.pass(ScheduleHandler.LOOK);
    assertThat(fired.trouble())
        .startsWith("the clock was set back to 2026-11-28T11:30:0")
        .endsWith(
            "and what was due until 2026-11-28T12:05:00Z has fired: the next firing is at 2026-11-28T12:10:00Z");
    time.passUntil("2026-11-28T12:05:00Z");
    assertThat(fired.trouble()).isEmpty();
  }

  @Test
  void takesBackWhatItsPredecessorSaid() {
    fired.trouble("the clock was set back");
    start(Missed.SKIP);
    time.pass(Duration.ZERO);
    assertThat(fired.trouble()).isEmpty();
  }

  @Test
  void firesNoMoreWhenClosed() {
    ScheduleHandler handler = start(Missed.RUN_ONCE);
    time.passUntil("2026-11-28T12:04:59Z");
    handler.close();
    time.pass(Duration.ofHours(1));
    assertThat(fired.causes()).isEmpty();
    assertThat(time.waiting()).isZero();
  }

  @Test
  void goesOnWhenACallbackFails() {
    TriggerCallback failsFirst =
        new TriggerCallback() {
          private boolean failed;

          @Override
          public void fire(String cause) {
            if (!failed) {
              failed = true;
              throw new IllegalStateException("for the test");
            }
            fired.fire(cause);
          }

          @Override
          public void trouble(String why) {}
        };
    var schedule = schedule(Missed.SKIP, Duration.ZERO);
    ScheduleHandler.start(request(schedule, "agent-1"), schedule, failsFirst, time, time);
    time.passUntil("2026-11-28T12:10:00Z");
    assertThat(fired.causes()).containsExactly(at("12:10"));
  }

  @Test
  void firesLaterByItsDelayAndNamesTheInstantOfTheSchedule() {
    var schedule = schedule(Missed.SKIP, Duration.ofMinutes(2));
    Duration delay = ScheduleHandler.delay(request(schedule, "agent-1"), schedule.jitter());
    assertThat(delay).isBetween(Duration.ofMillis(1), Duration.ofMinutes(2));
    start(Missed.SKIP, Duration.ofMinutes(2));
    time.passUntil(Instant.parse("2026-11-28T12:05:00Z").plus(delay).minusNanos(1).toString());
    assertThat(fired.causes()).doesNotContain(at("12:05"));
    time.pass(Duration.ofNanos(1));
    assertThat(fired.causes()).endsWith(at("12:05"));
  }

  private ScheduleHandler start(Missed missed) {
    return start(missed, Duration.ZERO);
  }

  /** As the agent does it, which keeps the time of each firing. */
  private ScheduleHandler start(Missed missed, Duration jitter) {
    Trigger.Schedule schedule = schedule(missed, jitter);
    TriggerCallback keeping =
        new TriggerCallback() {
          @Override
          public void fire(String cause) {
            lastFired = Optional.of(time.instant());
            fired.fire(cause);
          }

          @Override
          public void trouble(String why) {
            fired.trouble(why);
          }
        };
    return ScheduleHandler.start(request(schedule, "agent-1"), schedule, keeping, time, time);
  }

  private void lastFired(String at) {
    lastFired = Optional.of(Instant.parse(at));
  }

  private TriggerRequest request(Trigger.Schedule schedule, String agent) {
    return new TriggerRequest(new UUID(0, 1), agent, schedule, Instant.parse(START), lastFired);
  }

  private static Trigger.Schedule schedule(Missed missed, Duration jitter) {
    return new Trigger.Schedule("*/5 * * * *", ZoneOffset.UTC, jitter, missed);
  }

  private static String at(String minute) {
    return "schedule \"*/5 * * * *\" at 2026-11-28T%s:00Z".formatted(minute);
  }
}
