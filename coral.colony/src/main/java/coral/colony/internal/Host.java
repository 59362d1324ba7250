// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;

/**
 * Where an agent runs.
 *
 * @param id belongs to its data directory; empty: not known
 */
record Host(String id, String name) {

  /**
   * Whether an agent there cannot be this one after a restart: neither its name nor its data
   * directory is the same.
   */
  boolean strange(Host other) {
    return !name.equals(other.name) && (id.isEmpty() || !id.equals(other.id));
  }

  /** Why an agent on {@code other} does not get the id that the agent here has. */
  CoralException refuses(Host other, String agentId) {
    boolean sameName = name.equals(other.name);
    return new CoralException(
        ErrorCode.ALREADY_EXISTS,
        "agent id \"%s\" is used on two hosts: %s has it, so %s is refused; give one of the two its own with agent.id in agent.yaml or --agent-id"
            .formatted(
                agentId, sameName ? described() : name, sameName ? other.described() : other.name));
  }

  private String described() {
    return "%s (host id %s)".formatted(name, id);
  }
}
