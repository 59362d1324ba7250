// SPDX-License-Identifier: Apache-2.0
package coral.api.script;

import java.time.Duration;

/** How long a script may live. */
public enum ScriptMode {
  /** Runs until stopped, 24 hours at most, with heartbeats; a failure is retried with backoff. */
  DAEMON(Duration.ofHours(24)),
  /** Runs once. */
  AD_HOC(Duration.ofSeconds(60));

  private final Duration defaultTimeout;

  ScriptMode(Duration defaultTimeout) {
    this.defaultTimeout = defaultTimeout;
  }

  /** The time limit where neither the script nor the agent's configuration sets one. */
  public Duration defaultTimeout() {
    return defaultTimeout;
  }
}
