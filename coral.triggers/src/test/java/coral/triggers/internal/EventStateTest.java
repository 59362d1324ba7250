// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import static coral.api.script.Trigger.When.BECOMES_TRUE;
import static coral.api.script.Trigger.When.IS_TRUE;
import static org.assertj.core.api.Assertions.assertThat;

import coral.api.script.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An evaluation every 10 s: {@code t} finds it true, {@code f} false, {@code ?} fails. */
class EventStateTest {
  private static final Instant START = Instant.parse("2025-03-01T00:00:00Z");
  private static final long INTERVAL = 10;

  @ParameterizedTest(name = "{0}, for {1} s, cool-down {2} s, last fired {3}: {4} fires {5}")
  @CsvSource({
    // What is BECOMES_TRUE fires once for each time that it becomes true.
    "BECOMES_TRUE,  0,  0,    , ffff,      ....",
    "BECOMES_TRUE,  0,  0,    , fttt,      .!..",
    "BECOMES_TRUE,  0,  0,    , ftftft,    .!.!.!",
    "BECOMES_TRUE,  0,  0,    , tttt,      !...",
    "BECOMES_TRUE,  0,  0,    , ??tt,      ..!.",
    // IS_TRUE fires each time that it is.
    "IS_TRUE,       0,  0,    , fttf,      .!!.",
    "IS_TRUE,       0,  0,    , tttt,      !!!!",
    // Held: at least that long without a break.
    "BECOMES_TRUE, 20,  0,    , ttttt,     ..!..",
    "BECOMES_TRUE, 20,  0,    , ttfttt,    .....!",
    "BECOMES_TRUE, 15,  0,    , tttt,      ..!.",
    "BECOMES_TRUE, 20,  0,    , tttfttt,   ..!...!",
    "IS_TRUE,      20,  0,    , ttttft,    ..!!..",
    // Cool-down: an edge waits for its end, if it is still true.
    "BECOMES_TRUE,  0, 30,    , tfttt,     !..!.",
    "BECOMES_TRUE,  0, 30,    , tftff,     !....",
    "BECOMES_TRUE,  0, 30,    , tftfft,    !....!",
    "BECOMES_TRUE,  0, 30,    , ttttt,     !....",
    "IS_TRUE,       0, 30,    , ttttttt,   !..!..!",
    "IS_TRUE,       0, 25,    , ttttttt,   !..!..!",
    "IS_TRUE,       0, 30,    , tffffft,   !.....!",
    // Both count from their own beginnings.
    "BECOMES_TRUE, 20, 50,    , tttfttttt, ..!....!.",
    "IS_TRUE,      20, 30,    , tttttttt,  ..!..!..",
    // A failed evaluation is neither true nor false.
    "BECOMES_TRUE,  0,  0,    , ft?t,      .!..",
    "BECOMES_TRUE,  0,  0,    , f?t,       ..!",
    "BECOMES_TRUE,  0,  0,    , t?f?t,     !...!",
    "BECOMES_TRUE, 20,  0,    , t??t,      ...!",
    "BECOMES_TRUE, 20,  0,    , t?f?tt,    ......",
    // Made anew after it has fired: what is true then is what it has fired for.
    "BECOMES_TRUE,  0,  0, 100, tttt,      ....",
    "BECOMES_TRUE,  0,  0, 100, ttft,      ...!",
    "BECOMES_TRUE,  0,  0, 100, fttt,      .!..",
    "BECOMES_TRUE,  0,  0, 100, ?tft,      ...!",
    "BECOMES_TRUE, 20,  0, 100, tttttt,    ......",
    "IS_TRUE,       0,  0, 100, tt,        !!",
    "IS_TRUE,      20,  0, 100, tttt,      ..!!",
    // The last firing counts for the cool-down of a handler made anew.
    "BECOMES_TRUE,  0, 30,  10, ftttt,     ..!..",
    "IS_TRUE,       0, 30,  10, tttttt,    ..!..!",
    "IS_TRUE,       0, 30,  30, tttt,      !..!",
  })
  void firesAsTheRulesSay(
      Trigger.When when,
      int holdFor,
      int coolDown,
      @Nullable Integer lastFiredAgo,
      String evaluations,
      String firings) {
    Trigger.Event event = event(when, holdFor, coolDown);
    Optional<Instant> lastFired = Optional.ofNullable(lastFiredAgo).map(START::minusSeconds);

    assertThat(play(event, lastFired, evaluations)).isEqualTo(firings);
  }

  /** Each possible history of seven evaluations, against what the rules say of a whole one. */
  @Test
  void firesExactlyWhenItsWholeHistorySaysSo() {
    List<String> histories = histories(7);
    assertThat(histories).hasSize(2187);
    for (Trigger.When when : Trigger.When.values()) {
      for (int holdFor : new int[] {0, 10, 20}) {
        for (int coolDown : new int[] {0, 10, 30}) {
          for (Optional<Instant> last :
              List.of(Optional.<Instant>empty(), Optional.of(START.minusSeconds(10)))) {
            Trigger.Event event = event(when, holdFor, coolDown);
            for (String history : histories) {
              assertThat(play(event, last, history))
                  .as("%s, last fired %s: %s", event, last, history)
                  .isEqualTo(expected(event, last, history));
            }
          }
        }
      }
    }
  }

  @Test
  void waitsAtMostOneWholeCoolDownAfterTheClockWasSetBack() {
    Trigger.Event event = event(IS_TRUE, 0, 30);
    EventState state = new EventState(event, Optional.of(START.plusSeconds(86_400)));

    assertThat(state.observe(START, true)).isFalse();
    assertThat(state.observe(START.plusSeconds(29), true)).isFalse();
    assertThat(state.observe(START.plusSeconds(30), true)).isTrue();
  }

  @Test
  void holdsAtMostTheWholeTimeAfterTheClockWasSetBack() {
    EventState state = new EventState(event(BECOMES_TRUE, 20, 0), Optional.empty());

    assertThat(state.observe(START.plusSeconds(86_400), true)).isFalse();
    assertThat(state.observe(START, true)).isFalse();
    assertThat(state.observe(START.plusSeconds(20), true)).isTrue();
  }

  private static Trigger.Event event(Trigger.When when, int holdFor, int coolDown) {
    return new Trigger.Event(
        "SELECT true",
        Duration.ofSeconds(INTERVAL),
        when,
        Duration.ofSeconds(holdFor),
        Duration.ofSeconds(coolDown));
  }

  private static String play(Trigger.Event event, Optional<Instant> lastFired, String evaluations) {
    EventState state = new EventState(event, lastFired);
    StringBuilder firings = new StringBuilder();
    for (int i = 0; i < evaluations.length(); i++) {
      char outcome = evaluations.charAt(i);
      boolean fires = outcome != '?' && state.observe(at(i), outcome == 't');
      firings.append(fires ? '!' : '.');
    }
    return firings.toString();
  }

  private static Instant at(int evaluation) {
    return START.plusSeconds(evaluation * INTERVAL);
  }

  private static String expected(
      Trigger.Event event, Optional<Instant> lastFired, String evaluations) {
    StringBuilder firings = new StringBuilder();
    for (int i = 0; i < evaluations.length(); i++) {
      firings.append(fires(event, lastFired, evaluations, firings, i) ? '!' : '.');
    }
    return firings.toString();
  }

  private static boolean fires(
      Trigger.Event event,
      Optional<Instant> lastFired,
      String evaluations,
      CharSequence before,
      int now) {
    if (evaluations.charAt(now) != 't') {
      return false;
    }
    int lastFalse = evaluations.lastIndexOf('f', now);
    int heldFrom = evaluations.indexOf('t', lastFalse + 1);
    if (Duration.between(at(heldFrom), at(now)).compareTo(event.holdFor()) < 0) {
      return false;
    }
    int firing = before.toString().lastIndexOf('!');
    Instant last = firing >= 0 ? at(firing) : lastFired.orElse(Instant.MIN);
    if (!last.equals(Instant.MIN)
        && Duration.between(last, at(now)).compareTo(event.coolDown()) < 0) {
      return false;
    }
    boolean anew = lastFired.isPresent() && lastFalse < 0;
    return event.when() == IS_TRUE || (firing < heldFrom && !anew);
  }

  private static List<String> histories(int length) {
    List<String> all = List.of("");
    for (int i = 0; i < length; i++) {
      List<String> longer = new ArrayList<>();
      for (String history : all) {
        longer.add(history + 't');
        longer.add(history + 'f');
        longer.add(history + '?');
      }
      all = longer;
    }
    return all;
  }
}
