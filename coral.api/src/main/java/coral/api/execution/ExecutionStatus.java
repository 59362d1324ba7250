// SPDX-License-Identifier: Apache-2.0
package coral.api.execution;

/**
 * An execution's life.
 *
 * <pre>
 * PENDING → RUNNING | STOPPED | FAILED     (FAILED: it could not be started)
 * RUNNING → COMPLETED | FAILED | STOPPED
 * COMPLETED, FAILED, STOPPED → (final)
 * </pre>
 */
public enum ExecutionStatus {
  PENDING,
  RUNNING,
  COMPLETED,
  FAILED,
  STOPPED;

  public boolean terminal() {
    return this == COMPLETED || this == FAILED || this == STOPPED;
  }

  public boolean mayBecome(ExecutionStatus next) {
    return switch (this) {
      case PENDING -> next == RUNNING || next == STOPPED || next == FAILED;
      case RUNNING -> next.terminal();
      case COMPLETED, FAILED, STOPPED -> false;
    };
  }
}
