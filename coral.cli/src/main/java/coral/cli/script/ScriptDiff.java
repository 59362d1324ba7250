// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import coral.proto.agent.v1.Script;
import coral.views.ChangeView;
import coral.views.DiffView;
import coral.views.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Compares two versions of a script. */
final class ScriptDiff {
  private static final int CONTEXT_LINES = 3;
  private static final String NO_NEWLINE = "\n\\ No newline at end of file";

  private ScriptDiff() {}

  static DiffView of(Script older, Script newer) {
    return new DiffView(
        newer.getName(),
        older.getVersion(),
        newer.getVersion(),
        source(older, newer),
        changes(older, newer));
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

  private static List<ChangeView> changes(Script older, Script newer) {
    List<ChangeView> changes = new ArrayList<>();
    add(
        changes,
        "targets",
        Words.targets(older.getTargetsList()),
        Words.targets(newer.getTargetsList()));
    Map<String, String> before = ScriptFields.of(older);
    Map<String, String> after = ScriptFields.of(newer);
    var names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      add(changes, name, before.getOrDefault(name, "none"), after.getOrDefault(name, "none"));
    }
    return changes;
  }

  private static void add(List<ChangeView> changes, String field, String from, String to) {
    if (!Objects.equals(from, to)) {
      changes.add(new ChangeView(field, from, to));
    }
  }
}
