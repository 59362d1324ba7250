// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.api.execution.ExecutionStatus;
import coral.proto.agent.v1.ScriptStatus;

/** Of a script over all agents, or of one execution. */
public enum Status {
  /** The colony did not say. */
  UNSPECIFIED,
  /** Deployed, and waiting for an agent, a trigger or an approval. */
  PENDING,
  /** Executing now. */
  RUNNING,
  /** Ended because somebody asked for it. */
  STOPPED,
  /** Ended with an error. */
  FAILED,
  /** Ended by itself. */
  COMPLETED,
  /** One that this release does not know. */
  UNRECOGNIZED;

  static Status of(ScriptStatus status) {
    return switch (status) {
      case SCRIPT_STATUS_UNSPECIFIED -> UNSPECIFIED;
      case SCRIPT_STATUS_PENDING -> PENDING;
      case SCRIPT_STATUS_RUNNING -> RUNNING;
      case SCRIPT_STATUS_STOPPED -> STOPPED;
      case SCRIPT_STATUS_FAILED -> FAILED;
      case SCRIPT_STATUS_COMPLETED -> COMPLETED;
      case UNRECOGNIZED -> UNRECOGNIZED;
    };
  }

  static Status of(ExecutionStatus status) {
    return switch (status) {
      case PENDING -> PENDING;
      case RUNNING -> RUNNING;
      case STOPPED -> STOPPED;
      case FAILED -> FAILED;
      case COMPLETED -> COMPLETED;
    };
  }
}
