// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import static coral.triggers.internal.ScheduledScript.at;
import static org.assertj.core.api.Assertions.assertThat;

import coral.api.script.Trigger;
import coral.api.script.Trigger.Missed;
import coral.api.trigger.TriggerCallback;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleHandlerTest {
  private final FakeWallClock time = new FakeWallClock("2026-11-28T12:00:30Z");
  private final ScheduledScript script = new ScheduledScript(time);
  private final RecordedFirings fired = script.fired;

  @Test
  void firesAtEachInstantOfTheSchedule() {
    script.start(Missed.SKIP);
    time.passUntil("2026-11-28T12:04:59.999999999Z");
    assertThat(fired.causes()).isEmpty();
    time.passUntil("2026-11-28T12:05:00Z");
    assertThat(fired.causes()).containsExactly(at("12:05"));
    time.passUntil("2026-11-28T12:14:00Z");
    assertThat(fired.causes()).containsExactly(at("12:05"), at("12:10"));
    assertThat(fired.trouble()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void firesWhatCameDueWhileItsBundleWasReplaced(Missed missed) {
    script.lastFired("2026-11-28T11:55:00.004Z");
    time.set("2026-11-28T12:00:03Z");
    script.start(missed);
    time.pass(Duration.ofSeconds(10));
    assertThat(fired.causes()).containsExactly(at("12:00"));
  }

  @ParameterizedTest
  @EnumSource
  void neitherLosesNorRepeatsAFiringWhenMadeAnew(Missed missed) {
    ScheduleHandler handler = script.start(missed, Duration.ofMinutes(3));
    for (int second = 0; second < 3600; second += 7) {
      time.pass(Duration.ofSeconds(5));
      handler.close();
      time.pass(Duration.ofSeconds(2));
      handler = script.start(missed, Duration.ofMinutes(3));
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
    ScheduleHandler handler = script.start(Missed.RUN_ONCE);
    time.passUntil("2026-11-28T12:05:00Z");
    handler.close();
    script.start(Missed.RUN_ONCE);
    time.passUntil("2026-11-28T12:09:00Z");
    assertThat(fired.causes()).containsExactly(at("12:05"));
  }

  @Test
  void leavesOutWhatWasMissed() {
    script.lastFired("2026-11-28T11:40:00Z");
    script.start(Missed.SKIP);
    time.pass(Duration.ofMinutes(4));
    assertThat(fired.causes()).isEmpty();
    time.passUntil("2026-11-28T12:05:00Z");
    assertThat(fired.causes()).containsExactly(at("12:05"));
  }

  @Test
  void leavesOutWhatWasMissedButNotWhatIsOnlyJustDue() {
    script.lastFired("2026-11-28T11:40:00Z");
    time.set("2026-11-28T12:00:02Z");
    script.start(Missed.SKIP);
    time.pass(Duration.ofMinutes(4));
    assertThat(fired.causes()).containsExactly(at("12:00"));
  }

  @Test
  void makesUpOnceForAllThatWasMissed() {
    script.lastFired("2026-11-28T11:45:00Z");
    ScheduleHandler handler = script.start(Missed.RUN_ONCE);
    time.pass(Duration.ZERO);
    handler.close();
    String madeUp =
        "schedule \"*/5 * * * *\" missed 3 firings, the last due at 2026-11-28T12:00:00Z";
    assertThat(fired.causes()).containsExactly(madeUp);
    script.start(Missed.RUN_ONCE);
    time.passUntil("2026-11-28T12:05:00Z");
    assertThat(fired.causes()).containsExactly(madeUp, at("12:05"));
  }

  @Test
  void makesUpForOne() {
    script.lastFired("2026-11-28T11:55:00Z");
    script.start(Missed.RUN_ONCE);
    time.pass(Duration.ZERO);
    assertThat(fired.causes())
        .containsExactly("schedule \"*/5 * * * *\" missed 1 firing, due at 2026-11-28T12:00:00Z");
  }

  @Test
  void makesUpForThoseMissedSinceItWasAssigned() {
    time.set("2026-11-29T12:00:30Z");
    script.start(Missed.RUN_ONCE);
    time.pass(Duration.ZERO);
    assertThat(fired.causes())
        .containsExactly(
            "schedule \"*/5 * * * *\" missed at least 100 firings, the last due at 2026-11-29T12:00:00Z");
  }

  @ParameterizedTest
  @EnumSource
  void hasMissedNothingWhenItIsAssigned(Missed missed) {
    script.start(missed);
    time.pass(Duration.ofMinutes(4));
    assertThat(fired.causes()).isEmpty();
  }

  @Test
  void firesNoMoreWhenClosed() {
    ScheduleHandler handler = script.start(Missed.RUN_ONCE);
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
    var schedule = new Trigger.Schedule("*/5 * * * *");
    ScheduleHandler.start(script.request(schedule), schedule, failsFirst, time, time);
    time.passUntil("2026-11-28T12:10:00Z");
    assertThat(fired.causes()).containsExactly(at("12:10"));
  }

  @Test
  void firesLaterByItsDelayAndNamesTheInstantOfTheSchedule() {
    Duration jitter = Duration.ofMinutes(2);
    var request = script.request(new Trigger.Schedule("*/5 * * * *"));
    Duration delay = ScheduleHandler.delay(request, jitter);
    assertThat(delay).isBetween(Duration.ofMillis(1), jitter);
    script.start(Missed.SKIP, jitter);
    time.passUntil(Instant.parse("2026-11-28T12:05:00Z").plus(delay).minusNanos(1).toString());
    assertThat(fired.causes()).doesNotContain(at("12:05"));
    time.pass(Duration.ofNanos(1));
    assertThat(fired.causes()).endsWith(at("12:05"));
  }
}
