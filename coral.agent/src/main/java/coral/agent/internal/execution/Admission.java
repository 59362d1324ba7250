// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Script;
import coral.api.trigger.TriggerHandlerFactory;

/** Which scripts this agent takes. */
final class Admission {
  private final String agentId;
  private final Running running;
  private final TriggerHandlers triggers;

  Admission(String agentId, Running running, TriggerHandlers triggers) {
    this.agentId = agentId;
    this.running = running;
    this.triggers = triggers;
  }

  /**
   * What handles the script's trigger. Guarded by the lock of {@link Executions}.
   *
   * @throws CoralException FAILED_PRECONDITION when no script can run here, or its trigger is of an
   *     unknown type
   */
  TriggerHandlerFactory require(Script script) {
    running
        .refusal()
        .ifPresent(
            why -> {
              throw new CoralException(ErrorCode.FAILED_PRECONDITION, why);
            });
    return triggers.require(script, agentId);
  }

  /**
   * Checks the configuration of the script's trigger, which may take a while: never under the lock.
   *
   * @throws CoralException INVALID_ARGUMENT when it does not pass
   */
  static void check(Script script, TriggerHandlerFactory factory) {
    try {
      factory.check(script.trigger());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CoralException(
          ErrorCode.CANCELLED,
          "the check of the trigger of script \"%s\" was interrupted".formatted(script.name()),
          e);
    }
  }
}
