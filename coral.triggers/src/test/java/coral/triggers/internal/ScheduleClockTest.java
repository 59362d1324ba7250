// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import static coral.triggers.internal.ScheduledScript.at;
import static org.assertj.core.api.Assertions.assertThat;

import coral.api.script.Trigger.Missed;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On a clock that jumps. */
class ScheduleClockTest {
  private final FakeWallClock time = new FakeWallClock("2026-11-28T12:00:30Z");
  private final ScheduledScript script = new ScheduledScript(time);
  private final RecordedFirings fired = script.fired;

  @Test
  void looksAtTheClockAtLeastEveryTenSeconds() {
    assertThat(ScheduleHandler.LOOK).isLessThanOrEqualTo(Duration.ofSeconds(10));
    script.start(Missed.SKIP);
    time.pass(Duration.ofMinutes(1));
    assertThat(time.waiting()).isOne();
    time.set("2026-11-28T12:04:59Z");
    time.pass(ScheduleHandler.LOOK);
    assertThat(fired.causes()).containsExactly(at("12:05"));
  }

  @Test
  void leavesOutWhatAClockSetForwardPassesOver() {
    script.start(Missed.SKIP);
    time.passUntil("2026-11-28T12:01:00Z");
    time.set("2026-11-28T13:01:00Z");
    time.passUntil("2026-11-28T13:05:00Z");
    assertThat(fired.causes()).containsExactly(at("13:05"));
  }

  @Test
  void makesUpForWhatASleepingMachinePassesOver() {
    script.start(Missed.RUN_ONCE);
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
    script.start(Missed.SKIP);
    time.pass(Duration.ofMillis(1));
    time.set("2026-11-28T12:04:59.999Z");
    time.pass(Duration.ofSeconds(10));
    assertThat(fired.causes()).containsExactly(at("12:05"));
  }

  @ParameterizedTest
  @EnumSource
  void firesNoInstantTwiceWhenTheClockIsSetBack(Missed missed) {
    script.start(missed);
    time.passUntil("2026-11-28T12:06:00Z");
    time.set("2026-11-28T11:59:00Z");
    time.passUntil("2026-11-28T12:09:59Z");
    assertThat(fired.causes()).containsExactly(at("12:05"));
    time.passUntil("2026-11-28T12:10:00Z");
    assertThat(fired.causes()).containsExactly(at("12:05"), at("12:10"));
  }

  @Test
  void firesNoInstantTwiceWhenMadeAnewAfterTheClockWasSetBack() {
    script.start(Missed.RUN_ONCE).close();
    script.lastFired("2026-11-28T12:10:00.002Z");
    script.start(Missed.RUN_ONCE);
    time.passUntil("2026-11-28T12:14:59Z");
    assertThat(fired.causes()).isEmpty();
    time.passUntil("2026-11-28T12:15:00Z");
    assertThat(fired.causes()).containsExactly(at("12:15"));
  }

  @Test
  void saysThatAClockSetBackHoldsItUp() {
    script.start(Missed.SKIP);
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
    script.start(Missed.SKIP);
    time.pass(Duration.ZERO);
    assertThat(fired.trouble()).isEmpty();
  }
}
