// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.util.ArrayList;
import java.util.List;

/** Rows as a Markdown table, aligned so that it reads well on a screen too. */
final class Table {
  private static final List<String> HEAD =
      List.of("benchmark", "what", "p50", "p99", "unit", "n", "target", "result");
  private static final List<Integer> NUMBERS = List.of(2, 3, 5, 6);

  private Table() {}

  static String of(List<Row> rows) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(HEAD);
    rows.forEach(row -> lines.add(cells(row)));
    int[] widths = new int[HEAD.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    append(text, HEAD, widths);
    for (int i = 0; i < widths.length; i++) {
      boolean number = NUMBERS.contains(i);
      text.append("|-").append("-".repeat(widths[i])).append(number ? ":" : "-");
    }
    text.append("|\n");
    lines.stream().skip(1).forEach(line -> append(text, line, widths));
    return text.toString();
  }

  private static List<String> cells(Row row) {
    return List.of(
        row.benchmark(),
        row.what(),
        Figures.text(row.p50()),
        Double.isNaN(row.p99()) ? "" : Figures.text(row.p99()),
        row.unit(),
        Figures.text((double) row.n()),
        row.target() == null ? "" : row.target().toString(),
        row.verdict());
  }

  private static void append(StringBuilder text, List<String> cells, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      String space = " ".repeat(widths[i] - cell.length());
      text.append("| ").append(NUMBERS.contains(i) ? space + cell : cell + space).append(' ');
    }
    text.append("|\n");
  }
}
