// SPDX-License-Identifier: Apache-2.0

package coral.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Left-aligned columns, as wide as their widest cell. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... header) {
    rows.add(List.of(header));
  }

  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** Prints header and rows. */
  public void print(Output out) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i));
        if (i < widths.length - 1) {
          line.repeat(" ", widths[i] - row.get(i).length() + 2);
        }
      }
      out.line(line.toString().stripTrailing());
    }
  }
}
