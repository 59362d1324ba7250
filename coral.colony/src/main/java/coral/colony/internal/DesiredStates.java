// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.agent.Deployer;
import coral.api.agent.Deployer.Desired;
import coral.api.execution.ExecutionStatus;
import coral.api.script.ScriptMode;
import coral.api.script.Trigger;
import coral.proto.agent.v1.Script;
import coral.proto.colony.v1.AssignedScript;
import coral.proto.colony.v1.DesiredScript;
import coral.proto.colony.v1.DesiredState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What an agent is told to hold. */
final class DesiredStates {
  /**
   * Code in one message. What does not fit is listed without its code, which follows once the agent
   * says in its next state that it does not hold that version.
   */
  private static final int MAX_CODE_BYTES = 3 << 20;

  private final Deployer deployer;
  private final LastRuns lastRuns;
  private final AtomicLong generation = new AtomicLong();

  DesiredStates(Deployer deployer, LastRuns lastRuns) {
    this.deployer = deployer;
    this.lastRuns = lastRuns;
  }

  /**
   * The whole of it, with the code of each version that the agent does not hold.
   *
   * @param held as the agent's last state says
   */
  DesiredState of(String agentId, List<AssignedScript> held) {
    var scripts = new ArrayList<DesiredScript>();
    int code = 0;
    for (Desired desired : deployer.desired(agentId)) {
      if (!holds(held, desired) && isOver(desired, agentId)) {
        continue;
      }
      DesiredScript.Builder wire = LinkWire.desired(desired);
      if (!holdsVersion(held, desired.script())) {
        Script script = Wire.script(desired.script());
        if (code + script.getSerializedSize() <= MAX_CODE_BYTES) {
          code += script.getSerializedSize();
          wire.setScript(script);
        }
      }
      scripts.add(wire.build());
    }
    return DesiredState.newBuilder()
        .setGeneration(generation.incrementAndGet())
        .addAllScripts(scripts)
        .build();
  }

  private static boolean holdsVersion(List<AssignedScript> held, coral.api.script.Script script) {
    return held.stream()
        .anyMatch(
            assigned ->
                assigned.getScriptId().equals(script.id().toString())
                    && assigned.getVersion() == script.version());
  }

  private static boolean holds(List<AssignedScript> held, Desired desired) {
    return held.stream()
        .anyMatch(
            assigned -> assigned.getDeploymentId().equals(desired.deployment().id().toString()));
  }

  /**
   * Whether this deployment has had its run on this agent, which an agent that lost its data
   * directory does not know: COMPLETED is final, and what runs once is over however it ended.
   */
  private boolean isOver(Desired desired, String agentId) {
    if (!(desired.script().trigger() instanceof Trigger.Manual)) {
      return false;
    }
    boolean once = desired.script().settings().mode() == ScriptMode.AD_HOC;
    return lastRuns
        .status(desired.deployment().id(), agentId)
        .filter(status -> status == ExecutionStatus.COMPLETED || (once && status.terminal()))
        .isPresent();
  }
}
