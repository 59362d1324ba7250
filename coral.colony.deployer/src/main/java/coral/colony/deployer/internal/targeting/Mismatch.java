// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal.targeting;

import static coral.colony.deployer.internal.targeting.Words.listed;
import static coral.colony.deployer.internal.targeting.Words.quoted;

import coral.api.agent.Agent;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Says why an agent does not match: of an AND the first part that fails, of an OR all of them,
 * since any would do.
 */
final class Mismatch {
  private static final int SHOWN = 3;

  private final Agent agent;

  Mismatch(Agent agent) {
    this.agent = agent;
  }

  /** Why a predicate that is false is. */
  String of(Predicate predicate) {
    return switch (predicate) {
      case Predicate.Has(Key key, Condition condition) -> lacks(key, condition);
      case Predicate.Not(Predicate part) -> unwanted(part);
      case Predicate.All(List<Predicate> parts) -> of(first(parts, false));
      case Predicate.Any(List<Predicate> parts) -> joined(parts, this::of);
    };
  }

  /** Why a predicate that is true and should not be is. */
  private String unwanted(Predicate predicate) {
    return switch (predicate) {
      case Predicate.Has(Key key, Condition condition) -> excluded(key, condition);
      case Predicate.Not(Predicate part) -> of(part);
      case Predicate.All(List<Predicate> parts) -> joined(parts, this::unwanted);
      case Predicate.Any(List<Predicate> parts) -> unwanted(first(parts, true));
    };
  }

  private Predicate first(List<Predicate> parts, boolean outcome) {
    return parts.stream().filter(part -> part.matches(agent) == outcome).findFirst().orElseThrow();
  }

  private static String joined(List<Predicate> parts, Function<Predicate, String> sentence) {
    String shown =
        parts.stream().limit(SHOWN).map(sentence).distinct().collect(Collectors.joining(", and "));
    int more = parts.size() - SHOWN;
    return more > 0 ? "%s, and so on for %d more".formatted(shown, more) : shown;
  }

  private String lacks(Key key, Condition condition) {
    return switch (key) {
      case Key.Fact fact -> differs(fact.name(), fact.values(agent).getFirst(), condition);
      case Key.Label label ->
          label.values(agent).isEmpty()
              ? "it has no label " + quoted(label.name())
              : differs(label.written(), label.values(agent).getFirst(), condition);
      case Key.Several several ->
          "it %s %s; it %s: %s"
              .formatted(
                  several.verb(),
                  none(several, condition),
                  several.verb(),
                  listed(several.values(agent)));
    };
  }

  private static String differs(String name, String value, Condition condition) {
    String from =
        switch (condition) {
          case Condition.Is(String wanted) -> "not " + quoted(wanted);
          case Condition.Like(Glob glob) -> "which is not like " + quoted(glob.pattern());
          case Condition.OneOf(List<String> wanted) -> "not one of " + allQuoted(wanted);
        };
    return "%s is %s, %s".formatted(name, quoted(value), from);
  }

  private static String none(Key.Several several, Condition condition) {
    return switch (condition) {
      case Condition.Is(String wanted) -> "no %s %s".formatted(several.noun(), quoted(wanted));
      case Condition.Like(Glob glob) ->
          "no %s like %s".formatted(several.noun(), quoted(glob.pattern()));
      case Condition.OneOf(List<String> wanted) ->
          "none of the %s %s".formatted(several.plural(), allQuoted(wanted));
    };
  }

  private String excluded(Key key, Condition condition) {
    String value = key.values(agent).stream().filter(condition::accepts).findFirst().orElseThrow();
    String what =
        switch (key) {
          case Key.Fact fact -> fact.name() + " is";
          case Key.Label label -> label.written() + " is";
          case Key.Several several -> "it %s the %s".formatted(several.verb(), several.noun());
        };
    return "%s %s, which the target excludes".formatted(what, quoted(value));
  }

  private static String allQuoted(List<String> values) {
    return listed(values.stream().map(Words::quoted).toList());
  }
}
