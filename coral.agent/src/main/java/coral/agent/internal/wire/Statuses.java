// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.wire;

import coral.api.execution.AssignedScript;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.proto.agent.v1.ScriptStatus;
import java.util.Optional;

/** Statuses. */
public final class Statuses {
  private Statuses() {}

  static ScriptStatus toWire(ExecutionStatus status) {
    return switch (status) {
      case PENDING -> ScriptStatus.SCRIPT_STATUS_PENDING;
      case RUNNING -> ScriptStatus.SCRIPT_STATUS_RUNNING;
      case COMPLETED -> ScriptStatus.SCRIPT_STATUS_COMPLETED;
      case FAILED -> ScriptStatus.SCRIPT_STATUS_FAILED;
      case STOPPED -> ScriptStatus.SCRIPT_STATUS_STOPPED;
    };
  }

  static ExecutionStatus fromWire(ScriptStatus status) {
    return switch (status) {
      case SCRIPT_STATUS_RUNNING -> ExecutionStatus.RUNNING;
      case SCRIPT_STATUS_COMPLETED -> ExecutionStatus.COMPLETED;
      case SCRIPT_STATUS_FAILED -> ExecutionStatus.FAILED;
      case SCRIPT_STATUS_STOPPED -> ExecutionStatus.STOPPED;
      case SCRIPT_STATUS_PENDING, SCRIPT_STATUS_UNSPECIFIED, UNRECOGNIZED ->
          ExecutionStatus.PENDING;
    };
  }

  /** A script without an execution is pending. */
  public static ScriptStatus of(AssignedScript assigned) {
    return of(assigned.execution());
  }

  /** Pending without an execution. */
  public static ScriptStatus of(Optional<Execution> execution) {
    return execution
        .map(Execution::status)
        .map(Statuses::toWire)
        .orElse(ScriptStatus.SCRIPT_STATUS_PENDING);
  }
}
