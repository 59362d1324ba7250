// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Canary;
import coral.api.script.CanaryFailure;
import coral.api.script.Rollout;
import coral.api.script.RolloutStage;
import coral.proto.colony.v1.DeployRequest;
import coral.proto.colony.v1.RolloutStatus;
import coral.proto.colony.v1.RolloutStatus.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Canaries between the wire and the API. */
final class CanaryWire {
  private CanaryWire() {}

  /** What the request asks for; empty: no canary. */
  static Optional<Canary> canary(DeployRequest request) {
    if (!request.hasCanary()) {
      return Optional.empty();
    }
    coral.proto.colony.v1.Canary wire = request.getCanary();
    Canary.Size size =
        switch (wire.getSizeCase()) {
          case PERCENT -> new Canary.Percent(wire.getPercent());
          case AGENTS -> new Canary.Agents(wire.getAgents());
          case SIZE_NOT_SET ->
              throw new CoralException(
                  ErrorCode.INVALID_ARGUMENT, "the canary has no size; give percent or agents");
        };
    Duration hold =
        wire.hasHold()
            ? Duration.ofSeconds(wire.getHold().getSeconds(), wire.getHold().getNanos())
            : Canary.DEFAULT_HOLD;
    return Optional.of(new Canary(size, hold, wire.getHaltOnFailure()));
  }

  static RolloutStatus status(Rollout rollout, List<String> waiting) {
    var wire =
        RolloutStatus.newBuilder()
            .setStage(stage(rollout.stage()))
            .setVersion(rollout.version())
            .setPreviousVersion(rollout.previousVersion().orElse(0))
            .addAllCanaryAgents(rollout.agentIds())
            .addAllWaitingAgents(waiting)
            .setStartedAt(Wire.timestamp(rollout.startedAt()))
            .setReason(rollout.reason())
            .addAllFailures(rollout.failures().stream().map(CanaryWire::failure).toList());
    rollout.until().ifPresent(at -> wire.setUntil(Wire.timestamp(at)));
    rollout.endedAt().ifPresent(at -> wire.setEndedAt(Wire.timestamp(at)));
    return wire.build();
  }

  private static Stage stage(RolloutStage stage) {
    return switch (stage) {
      case REQUESTED -> Stage.STAGE_UNSPECIFIED;
      case CANARY -> Stage.STAGE_CANARY;
      case PROMOTED -> Stage.STAGE_PROMOTED;
      case HALTED -> Stage.STAGE_HALTED;
    };
  }

  private static coral.proto.colony.v1.CanaryFailure failure(CanaryFailure failure) {
    return coral.proto.colony.v1.CanaryFailure.newBuilder()
        .setAgentId(failure.agentId())
        .setExecutionId(failure.executionId().map(UUID::toString).orElse(""))
        .setReason(failure.reason())
        .build();
  }
}
