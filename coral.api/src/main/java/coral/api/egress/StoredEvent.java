// SPDX-License-Identifier: Apache-2.0
package coral.api.egress;

import coral.api.execution.ScriptEvent;
import java.time.Instant;
import java.util.UUID;

/**
 * An event as it was stored, with all that is needed to tell of it once its script is gone.
 *
 * @param number increases in the order of storing; there are gaps
 * @param sequence within the execution
 * @param script its name, or its id where the colony knows no name
 */
public record StoredEvent(
    long number,
    Instant at,
    UUID executionId,
    long sequence,
    UUID scriptId,
    String script,
    String agentId,
    ScriptEvent event) {

  /** The same however often it is sent. */
  public String id() {
    return executionId + "-" + sequence;
  }
}
