// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.agent.Deployer;
import coral.api.script.CanaryFailure;
import coral.api.script.Rollout;
import coral.api.script.Script;
import coral.proto.colony.v1.RolloutStatus;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What people are told about canaries. */
final class RolloutViews {
  /** Agents that are named; the status has all of them. */
  private static final int SHOWN = 3;

  private final Deployer deployer;

  RolloutViews(ColonyParts parts) {
    deployer = parts.deployer();
  }

  Optional<RolloutStatus> status(Script script) {
    return deployer
        .rollout(script.id())
        .map(rollout -> CanaryWire.status(rollout, deployer.waiting(script.id())));
  }

  /** A state with what its roll-out has to do with it: nothing once it has gone well. */
  ScriptState with(ScriptState state, Script script) {
    return deployer
        .rollout(script.id())
        .flatMap(this::sentence)
        .map(
            sentence ->
                new ScriptState(
                    state.status(),
                    state.reason().isEmpty() ? sentence : sentence + "; " + state.reason()))
        .orElse(state);
  }

  private Optional<String> sentence(Rollout rollout) {
    return switch (rollout.stage()) {
      case REQUESTED -> Optional.empty();
      case CANARY -> Optional.of(underWay(rollout, deployer.waiting(rollout.scriptId())));
      case HALTED ->
          Optional.of(
              "roll-out of version %d was halted: %s"
                  .formatted(rollout.version(), rollout.reason()));
      case PROMOTED -> failures(rollout);
    };
  }

  private static String underWay(Rollout rollout, List<String> waiting) {
    return "canary of version %d on %s%s until %s%s"
        .formatted(
            rollout.version(),
            named(rollout.agentIds()),
            switch (waiting.size()) {
              case 0 -> "";
              case 1 -> " (1 agent waits)";
              default -> " (%d agents wait)".formatted(waiting.size());
            },
            rollout
                .until()
                .map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString())
                .orElse("it has run there for %d s".formatted(rollout.canary().hold().toSeconds())),
            failures(rollout).map("; "::concat).orElse(""));
  }

  private static String named(List<String> agents) {
    if (agents.isEmpty()) {
      return "no agent";
    }
    return agents.size() > SHOWN ? agents.size() + " agents" : String.join(", ", agents);
  }

  private static Optional<String> failures(Rollout rollout) {
    return rollout.failures().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "failed during the canary: "
                + rollout.failures().stream()
                    .map(CanaryFailure::toString)
                    .collect(Collectors.joining("; ")));
  }
}
