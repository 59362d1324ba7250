// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What keeps one handler of a trigger from firing, as that handler says it; each change is logged
 * once. Thread-safe, and not under the lock of {@link Executions}: what a handler says in turn
 * stays in turn.
 */
final class Trouble {
  private static final Logger log = LoggerFactory.getLogger(Trouble.class);

  private final String scriptName;
  private String logged;
  private String why = "";
  private boolean over;

  Trouble(String scriptName) {
    this(scriptName, "");
  }

  private Trouble(String scriptName, String logged) {
    this.scriptName = scriptName;
    this.logged = logged;
  }

  synchronized void say(String now) {
    if (over) {
      return;
    }
    why = now;
    if (!now.equals(logged)) {
      logged = now;
      if (now.isEmpty()) {
        log.info("the trigger of script {} can fire again", scriptName);
      } else {
        log.warn("the trigger of script {} cannot fire: {}", scriptName, now);
      }
    }
  }

  /** Empty: nothing does. */
  synchronized String why() {
    return why;
  }

  /** That of the next handler; what the old one still says is no longer heard. */
  synchronized Trouble next() {
    over = true;
    return new Trouble(scriptName, logged);
  }
}
