// SPDX-License-Identifier: Apache-2.0

package coral.itest.corpus;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a hostile case has to end, such as {@code refused /NotCapable/}.
 *
 * @param words what must be found; where depends on the ending
 */
record Expectation(Ending ending, Pattern words) {
  private static final Pattern FORM =
      Pattern.compile("(?<ending>[a-z]+(?: [a-z]+)?)(?: /(?<words>.+)/)?");
  private static final Pattern ANYTHING = Pattern.compile("");

  enum Ending {
    /** It ran to its end, and each line {@code refused: …} that it printed has the words. */
    REFUSED,
    /** It ran to its end and harmed nothing; its output has the words. */
    HARMLESS,
    /** It failed by itself, not by a kill of ours; its output or the reason has the words. */
    FAILED,
    /** Ended for what it used; the reason names memory. */
    KILLED_MEMORY,
    /** Ended for its time limit. */
    KILLED_TIMEOUT,
    /** Ended because its event loop stood still; the reason names heartbeats. */
    HUNG,
    /** Lines were dropped and counted; its output has the words. */
    THROTTLED_LINES
  }

  /** Reads what stands after {@code Expect:}. */
  static Expectation parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException("not an expectation: \"" + text + "\"");
    }
    String words = form.group("words");
    return new Expectation(
        Ending.valueOf(form.group("ending").replace(' ', '_').toUpperCase(Locale.ROOT)),
        words == null ? ANYTHING : Pattern.compile(words, Pattern.MULTILINE));
  }

  /** The same ending, whatever the words: another layer refuses in other words. */
  Expectation inAnyWords() {
    return new Expectation(ending, ANYTHING);
  }

  /** Empty: it ended so; otherwise what is wrong. */
  Optional<String> unmetBy(Outcome outcome) {
    return switch (ending) {
      case REFUSED -> {
        List<String> refused = outcome.linesStarting("refused: ");
        if (!outcome.completed() || refused.isEmpty()) {
          yield Optional.of("was not refused");
        }
        if (!outcome.linesStarting("answered: ").isEmpty()) {
          yield Optional.of("was answered");
        }
        yield refused.stream()
            .filter(line -> !words.matcher(line).find())
            .findFirst()
            .map(line -> "was refused otherwise than by /%s/: %s".formatted(words, line));
      }
      case HARMLESS -> unless(outcome.completed() && found(outcome.text()), "ended otherwise");
      case FAILED ->
          unless(
              outcome.failed() && found(outcome.text() + "\n" + outcome.reason()),
              "did not fail so");
      case KILLED_MEMORY ->
          unless(outcome.failed() && outcome.reason().contains("memory"), "was not killed for it");
      case KILLED_TIMEOUT -> unless(outcome.timedOut(), "was not ended for its time limit");
      case HUNG ->
          unless(outcome.failed() && outcome.reason().contains("heartbeat"), "was not found hung");
      case THROTTLED_LINES ->
          unless(outcome.droppedLines() > 0 && found(outcome.text()), "was not throttled");
    };
  }

  private boolean found(String text) {
    return words.matcher(text).find();
  }

  private static Optional<String> unless(boolean met, String otherwise) {
    return met ? Optional.empty() : Optional.of(otherwise);
  }
}
