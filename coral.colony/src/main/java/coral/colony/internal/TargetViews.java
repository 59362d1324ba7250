// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.agent.Deployer;
import coral.api.agent.Deployer.Verdict;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Deployment;
import coral.api.script.Script;
import coral.api.script.ScriptRegistry;
import coral.api.script.ScriptSettings;
import coral.api.script.ScriptStore;
import coral.api.script.Trigger;
import coral.proto.colony.v1.ExplainTargetsRequest;
import coral.proto.colony.v1.ExplainTargetsResponse;
import coral.proto.colony.v1.TargetVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where scripts go, as people see it. */
final class TargetViews {
  private final ScriptRegistry registry;
  private final ScriptStore scripts;
  private final Deployer deployer;

  TargetViews(ColonyParts parts) {
    registry = parts.registry();
    scripts = parts.scripts();
    deployer = parts.deployer();
  }

  ExplainTargetsResponse explain(ExplainTargetsRequest request) {
    Script script =
        switch (request.getSubjectCase()) {
          case SCRIPT -> stored(request.getScript());
          case TARGETS -> checked(request.getTargets().getTargetsList());
          case SUBJECT_NOT_SET ->
              throw new CoralException(
                  ErrorCode.INVALID_ARGUMENT,
                  "the request has neither a script nor targets; give one of them");
        };
    return ExplainTargetsResponse.newBuilder()
        .addAllTargets(script.targets())
        .addAllVerdicts(deployer.explain(script).stream().map(TargetViews::verdict).toList())
        .build();
  }

  /** What runs, else what would run next. */
  private Script stored(String reference) {
    Script newest = registry.find(reference);
    Optional<Deployment> active =
        deployer.deployment(newest.id()).filter(deployment -> deployment.state().active());
    return active
        .flatMap(deployment -> scripts.version(newest.id(), deployment.version()))
        .orElse(newest);
  }

  /** A script that is its targets and nothing else. */
  private Script checked(List<String> targets) {
    var script =
        new Script(
            new UUID(0, 0),
            "targets",
            1,
            "",
            ScriptSettings.DAEMON,
            targets,
            Trigger.MANUAL,
            Instant.EPOCH,
            "",
            false,
            "");
    deployer.check(script, true);
    return script;
  }

  static TargetVerdict verdict(Verdict verdict) {
    return TargetVerdict.newBuilder()
        .setAgentId(verdict.agentId())
        .setFit(fit(verdict.fit()))
        .setReason(verdict.reason())
        .build();
  }

  private static TargetVerdict.Fit fit(Verdict.Fit fit) {
    return switch (fit) {
      case GETS_IT -> TargetVerdict.Fit.FIT_GETS_IT;
      case CANNOT_RUN -> TargetVerdict.Fit.FIT_CANNOT_RUN;
      case NO_MATCH -> TargetVerdict.Fit.FIT_NO_MATCH;
    };
  }
}
