// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import java.util.List;

/** Agents in a sentence. */
final class Agents {
  private Agents() {}

  /** {@code 3 agents (a, b, c)}. */
  static String counted(List<String> ids, boolean named) {
    String count = ids.size() + (ids.size() == 1 ? " agent" : " agents");
    return named && !ids.isEmpty() ? count + " (" + String.join(", ", ids) + ")" : count;
  }

  /** {@code payments,agent-1}, or {@code all agents}. */
  static String targets(List<String> targets) {
    return targets.isEmpty() ? "all agents" : String.join(",", targets);
  }
}
