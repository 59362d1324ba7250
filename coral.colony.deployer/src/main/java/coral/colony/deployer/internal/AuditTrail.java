// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import coral.api.agent.Deployer.Placement;
import coral.api.script.AuditEntry;
import coral.api.script.Script;
import coral.api.script.ScriptStore;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who did what to which version, in the store's audit log and in the process's log. */
final class AuditTrail {
  private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);

  private final ScriptStore scripts;
  private final Clock clock;

  AuditTrail(ScriptStore scripts, Clock clock) {
    this.scripts = scripts;
    this.clock = clock;
  }

  void add(String actor, String action, Script script, String detail) {
    String subject = script.name() + " v" + script.version();
    scripts.audit(new AuditEntry(clock.instant(), actor, action, subject, detail));
    log.info("{} {} {} ({})", actor, action, subject, detail);
  }

  /** {@code to a, b}, or {@code pending}. */
  static String to(Placement placement) {
    return placement.agents().isEmpty() ? "pending" : "to " + names(placement.agents());
  }

  static String names(Iterable<String> agents) {
    String joined = String.join(", ", agents);
    return joined.isEmpty() ? "no agent" : joined;
  }
}
