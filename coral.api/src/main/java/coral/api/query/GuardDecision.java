// SPDX-License-Identifier: Apache-2.0
package coral.api.query;

import java.util.List;

/** What a guard makes of a statement. */
public sealed interface GuardDecision {

  /**
   * A statement that may run, as rewritten.
   *
   * @param sql the only text that may be run
   * @param injected what was put in, one sentence each
   */
  record Allowed(String sql, List<String> injected) implements GuardDecision {
    public Allowed {
      injected = List.copyOf(injected);
    }
  }

  /**
   * A statement that may not run.
   *
   * @param reason one sentence that names the offending part and what would be right
   */
  record Refused(String reason) implements GuardDecision {}
}
