// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import coral.proto.agent.v1.Script;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What differs between two versions of a script.
 *
 * @param source a unified diff, line by line; empty: the sources are equal
 * @param changes of trigger, settings and targets
 */
record ScriptDiff(List<String> source, List<Change> changes) {
  private static final int CONTEXT_LINES = 3;
  private static final String NO_NEWLINE = "\n\\ No newline at end of file";

  ScriptDiff {
    source = List.copyOf(source);
    changes = List.copyOf(changes);
  }

  /** One field's old and new value, as text. */
  record Change(String field, String from, String to) {
    @Override
    public String toString() {
      return "%s: %s -> %s".formatted(field, from, to);
    }
  }

  static ScriptDiff of(Script older, Script newer) {
    return new ScriptDiff(source(older, newer), changes(older, newer));
  }

  boolean isEmpty() {
    return source.isEmpty() && changes.isEmpty();
  }

  private static List<String> source(Script older, Script newer) {
    List<String> before = lines(older.getCode());
    List<String> text =
        UnifiedDiffUtils.generateUnifiedDiff(
            title(older),
            title(newer),
            before,
            DiffUtils.diff(before, lines(newer.getCode())),
            CONTEXT_LINES);
    return text.stream().flatMap(line -> Arrays.stream(line.split("\n", -1))).toList();
  }

  /**
   * Ends of lines count: a carriage return stays, a missing last newline is said as diff(1) does.
   */
  private static List<String> lines(String code) {
    List<String> lines = new ArrayList<>(List.of(code.split("\n", -1)));
    String last = lines.removeLast();
    if (!last.isEmpty()) {
      lines.add(last + NO_NEWLINE);
    }
    return lines;
  }

  private static String title(Script script) {
    return "%s v%d".formatted(script.getName(), script.getVersion());
  }

  private static List<Change> changes(Script older, Script newer) {
    List<Change> changes = new ArrayList<>();
    add(
        changes,
        "targets",
        Agents.targets(older.getTargetsList()),
        Agents.targets(newer.getTargetsList()));
    Map<String, String> before = ScriptFields.of(older);
    Map<String, String> after = ScriptFields.of(newer);
    var names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      add(changes, name, before.getOrDefault(name, "none"), after.getOrDefault(name, "none"));
    }
    return changes;
  }

  private static void add(List<Change> changes, String field, String from, String to) {
    if (!Objects.equals(from, to)) {
      changes.add(new Change(field, from, to));
    }
  }
}
