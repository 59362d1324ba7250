// SPDX-License-Identifier: Apache-2.0

package coral.cli.agent;

import coral.cli.output.Output;
import java.util.ArrayList;
import java.util.List;

/** Lines of state, name and detail, aligned and set in below a heading. */
final class Findings {
  private record Finding(String state, String name, String detail) {}

  private final List<Finding> findings = new ArrayList<>();

  void add(String state, String name, String detail) {
    findings.add(new Finding(state, name, detail));
  }

  void print(Output out) {
    int width = findings.stream().mapToInt(finding -> finding.name().length()).max().orElse(0);
    for (Finding finding : findings) {
      String name = finding.name() + " ".repeat(width - finding.name().length());
      out.line("  %-4s  %s  %s".formatted(finding.state(), name, finding.detail()).stripTrailing());
    }
  }
}
