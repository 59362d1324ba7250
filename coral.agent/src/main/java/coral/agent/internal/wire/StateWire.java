// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import coral.api.execution.Execution;
import coral.proto.agent.v1.StoredAssignment;
import coral.wire.TimesWire;
import java.util.Optional;
import java.util.UUID;

/** The agent's own files. */
public final class StateWire {
  private StateWire() {}

  public static byte[] toBytes(HeldState state) {
    StoredAssignment.Builder wire =
        StoredAssignment.newBuilder()
            .setScript(ScriptWire.toWire(state.script()))
            .setAssignedAt(TimesWire.toWire(state.assignedAt()))
            .setFailures(state.failures())
            .setBreaches(state.breaches())
            .setFinished(state.finished());
    state.deploymentId().ifPresent(id -> wire.setDeploymentId(id.toString()));
    state.lastFired().ifPresent(at -> wire.setLastFired(TimesWire.toWire(at)));
    state.expiresAt().ifPresent(at -> wire.setExpiresAt(TimesWire.toWire(at)));
    state.queued().ifPresent(wire::setQueued);
    state
        .last()
        .ifPresent(
            last ->
                wire.setLast(ExecutionWire.toWire(last))
                    .setLastTimedOut(last.timedOut())
                    .setLastHasExitCode(last.exitCode().isPresent()));
    return wire.build().toByteArray();
  }

  /**
   * What {@link #toBytes} wrote.
   *
   * @throws InvalidProtocolBufferException when the file is damaged
   */
  public static HeldState fromBytes(byte[] bytes) throws InvalidProtocolBufferException {
    StoredAssignment wire = StoredAssignment.parseFrom(bytes);
    Optional<UUID> deployment = ScriptWire.optionalUuid(wire.getDeploymentId(), "deployment id");
    Optional<Execution> last =
        wire.hasLast()
            ? Optional.of(
                ExecutionWire.fromWire(
                    wire.getLast(), deployment, wire.getLastHasExitCode(), wire.getLastTimedOut()))
            : Optional.empty();
    return new HeldState(
        ScriptWire.fromWire(wire.getScript()),
        deployment,
        TimesWire.fromWire(wire.getAssignedAt()),
        wire.hasLastFired()
            ? Optional.of(TimesWire.fromWire(wire.getLastFired()))
            : Optional.empty(),
        wire.hasExpiresAt()
            ? Optional.of(TimesWire.fromWire(wire.getExpiresAt()))
            : Optional.empty(),
        wire.getFailures(),
        wire.getBreaches(),
        wire.getFinished(),
        last,
        wire.hasQueued() ? Optional.of(wire.getQueued()) : Optional.empty());
  }
}
