// SPDX-License-Identifier: Apache-2.0
package coral.api.script;

/**
 * A deployment's life.
 *
 * <pre>
 * DRAFT            → PENDING_APPROVAL | CANARY | DEPLOYED
 * PENDING_APPROVAL → CANARY | DEPLOYED | STOPPED
 * CANARY           → DEPLOYED | RUNNING | STOPPED   (on a part of its agents, see {@link Rollout})
 * DEPLOYED         → RUNNING | STOPPED        (RUNNING: an agent reported an execution)
 * RUNNING          → STOPPED
 * STOPPED          → ARCHIVED
 * ARCHIVED         → (final)
 * </pre>
 */
public enum DeploymentState {
  DRAFT,
  PENDING_APPROVAL,
  CANARY,
  DEPLOYED,
  RUNNING,
  STOPPED,
  ARCHIVED;

  /** Whether agents should hold the script, all that match or a part of them. */
  public boolean active() {
    return this == CANARY || this == DEPLOYED || this == RUNNING;
  }
}
