// SPDX-License-Identifier: Apache-2.0

package coral.itest.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a hostile case has to end, such as {@code killed memory or failed /out of memory/}.
 *
 * @param ways any of them will do
 */
record Expectation(List<Way> ways) {
  private static final Pattern WAY =
      Pattern.compile("\\G(?<ending>[a-z]+(?: (?!or )[a-z]+)?)(?: /(?<words>.+?)/)?(?: or |$)");
  private static final Pattern ANYTHING = Pattern.compile("");

  /**
   * One way to end.
   *
   * @param words what must be found; where depends on the ending
   */
  record Way(Ending ending, Pattern words) {}

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
    List<Way> ways = new ArrayList<>();
    int end = 0;
    Matcher way = WAY.matcher(text.strip());
    while (way.find()) {
      String words = way.group("words");
      ways.add(
          new Way(
              Ending.valueOf(way.group("ending").replace(' ', '_').toUpperCase(Locale.ROOT)),
              words == null ? ANYTHING : Pattern.compile(words, Pattern.MULTILINE)));
      end = way.end();
    }
    if (ways.isEmpty() || end != text.strip().length()) {
      throw new IllegalArgumentException("not an expectation: \"" + text + "\"");
    }
    return new Expectation(ways);
  }

  /** The same endings, whatever the words: another layer refuses in other words. */
  Expectation inAnyWords() {
    return new Expectation(ways.stream().map(way -> new Way(way.ending(), ANYTHING)).toList());
  }

  /** Empty: it ended so; otherwise what is wrong. */
  Optional<String> unmetBy(Outcome outcome) {
    List<Optional<String>> unmet = ways.stream().map(way -> unmet(way, outcome)).toList();
    return unmet.stream().anyMatch(Optional::isEmpty) ? Optional.empty() : unmet.getFirst();
  }

  private static Optional<String> unmet(Way way, Outcome outcome) {
    Pattern words = way.words();
    return switch (way.ending()) {
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
      case HARMLESS ->
          unless(outcome.completed() && found(words, outcome.text()), "ended otherwise");
      case FAILED ->
          unless(
              outcome.failed() && found(words, outcome.text() + "\n" + outcome.reason()),
              "did not fail so");
      case KILLED_MEMORY ->
          unless(outcome.failed() && outcome.reason().contains("memory"), "was not killed for it");
      case KILLED_TIMEOUT -> unless(outcome.timedOut(), "was not ended for its time limit");
      case HUNG ->
          unless(outcome.failed() && outcome.reason().contains("heartbeat"), "was not found hung");
      case THROTTLED_LINES ->
          unless(outcome.droppedLines() > 0 && found(words, outcome.text()), "was not throttled");
    };
  }

  private static boolean found(Pattern words, String text) {
    return words.matcher(text).find();
  }

  private static Optional<String> unless(boolean met, String otherwise) {
    return met ? Optional.empty() : Optional.of(otherwise);
  }
}
