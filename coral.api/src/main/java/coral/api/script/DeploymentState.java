// SPDX-License-Identifier: Apache-2.0
package coral.api.script;

/**
 * A deployment's life.
 *
 * <pre>
 * DRAFT            → PENDING_APPROVAL | DEPLOYED
 * PENDING_APPROVAL → DEPLOYED | STOPPED
 * DEPLOYED         → RUNNING | STOPPED        (RUNNING: an agent reported an execution)
 * RUNNING          → STOPPED
 * STOPPED          → ARCHIVED
 * ARCHIVED         → (final)
 * </pre>
 */
public enum DeploymentState {
  DRAFT,
  PENDING_APPROVAL,
  DEPLOYED,
  RUNNING,
  STOPPED,
  ARCHIVED;

  /** Whether agents should hold the script. */
  public boolean active() {
    return this == DEPLOYED || this == RUNNING;
  }
}
