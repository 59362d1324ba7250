// SPDX-License-Identifier: Apache-2.0
package coral.views;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Parts of the sentences and cells that people read. */
public final class Words {
  private Words() {}

  /** {@code 3 agents}. */
  public static String agents(List<String> ids) {
    return ids.size() + (ids.size() == 1 ? " agent" : " agents");
  }

  /** {@code 3 agents (a, b, c)}. */
  public static String namedAgents(List<String> ids) {
    return ids.isEmpty() ? agents(ids) : agents(ids) + " (" + String.join(", ", ids) + ")";
  }

  /** {@code payments,agent-1}, or {@code all agents}. */
  public static String targets(List<String> targets) {
    return targets.isEmpty() ? "all agents" : String.join(",", targets);
  }

  /** {@code (it threw)} after what it explains; nothing for no reason. */
  public static String because(String reason) {
    return reason.isEmpty() ? "" : " (" + reason + ")";
  }

  /** {@code region=eu,zone=a}. */
  public static String labels(SortedMap<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(joining(","));
  }

  /** {@code a, b}, or what to say where there are none. */
  public static String listOr(String empty, List<String> words) {
    return words.isEmpty() ? empty : String.join(", ", words);
  }

  /** {@code 12,345}, in every locale. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Null for the empty text, by which the wire says that there is none. */
  static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
