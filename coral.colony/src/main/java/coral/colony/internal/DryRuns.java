// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.agent.Deployer;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.AuditEntry;
import coral.api.script.Deployment;
import coral.api.script.Script;
import coral.api.script.ScriptDraft;
import coral.api.script.ScriptRegistry;
import coral.api.script.ScriptRegistry.Registered;
import coral.api.script.ScriptStore;
import coral.proto.agent.v1.TrialRequest;
import coral.proto.colony.v1.DryRunReport;
import coral.proto.colony.v1.DryRunRequest;
import coral.proto.colony.v1.TargetVerdict;
import coral.proto.colony.v1.TargetVerdict.Fit;
import coral.wire.TimesWire;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What would come of a deployment: all its checks, and one execution on one agent. What keeps a
 * script from being deployed is part of the report; only a request that makes no sense fails.
 */
final class DryRuns {
  static final Duration TRIAL_TIME = Duration.ofSeconds(10);
  static final Duration LONGEST = Duration.ofSeconds(60);

  private final ScriptRegistry registry;
  private final ScriptStore scripts;
  private final Deployer deployer;
  private final TriggerChecks triggers;
  private final AgentCalls calls;
  private final Clock clock;

  DryRuns(ColonyParts parts, AgentCalls calls, Clock clock) {
    registry = parts.registry();
    scripts = parts.scripts();
    deployer = parts.deployer();
    triggers = parts.triggers();
    this.calls = calls;
    this.clock = clock;
  }

  /**
   * Takes as long as the checks, up to some seconds; the trial comes after.
   *
   * @param gone ends the trial when it completes: nobody waits for the report any more
   * @throws CoralException INVALID_ARGUMENT for what is malformed, NOT_FOUND for an agent that
   *     there is not
   */
  CompletableFuture<DryRunReport> run(DryRunRequest request, CompletionStage<?> gone) {
    ScriptDraft draft = Wire.draft(request.getScript(), request.getFileName(), false);
    Duration time = trialTime(request);
    String wanted = request.getAgentId();
    if (!wanted.isEmpty()) {
      var _ = calls.find(wanted);
    }
    Registered preview = registry.preview(draft);
    Script script = preview.script();
    var _ = deployer.check(script, true);

    DryRunReport.Builder report = checks(draft, preview);
    String agent = wanted.isEmpty() ? first(report.getVerdictsList()) : wanted;
    String obstacle = obstacle(report, agent);
    audit(draft, script, obstacle.isEmpty() ? "on " + agent : "without a trial");
    if (!obstacle.isEmpty()) {
      return CompletableFuture.completedFuture(report.setNoTrial(obstacle).build());
    }
    TrialRequest trial =
        TrialRequest.newBuilder()
            // an id of its own: what it asks is not charged to a script that is deployed
            .setScript(Wire.script(script).toBuilder().setId(UUID.randomUUID().toString()))
            .setTime(TimesWire.toWire(time))
            .build();
    return tryOut(agent, trial, gone)
        .handle(
            (outcome, failure) ->
                failure == null
                    ? report.setTrial(outcome).build()
                    : report.setNoTrial(why(agent, AgentCalls.cause(failure))).build());
  }

  private CompletableFuture<coral.proto.agent.v1.Trial> tryOut(
      String agent, TrialRequest trial, CompletionStage<?> gone) {
    try {
      return calls.tryOut(agent, trial, gone);
    } catch (CoralException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Duration trialTime(DryRunRequest request) {
    if (!request.hasTrialTime()) {
      return TRIAL_TIME;
    }
    Duration time = TimesWire.fromWire(request.getTrialTime());
    if (!time.isPositive() || time.compareTo(LONGEST) > 0) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "the trial's time is %s s; it must be more than 0 s and at most %d s"
              .formatted(time.toMillis() / 1_000.0, LONGEST.toSeconds()));
    }
    return time;
  }

  private DryRunReport.Builder checks(ScriptDraft draft, Registered preview) {
    Script script = preview.script();
    return DryRunReport.newBuilder()
        .setName(script.name())
        .setVersion(script.version())
        .setStored(!preview.created())
        .setDeployedVersion(deployedVersion(script))
        .addAllDiagnostics(
            registry.validate(draft.code(), draft.fileName()).stream()
                .map(Wire::diagnostic)
                .toList())
        .setTriggerProblem(triggerProblem(draft))
        .addAllNeedsApproval(deployer.needsApprovalFor(script))
        .addAllVerdicts(deployer.explain(script).stream().map(TargetViews::verdict).toList());
  }

  private int deployedVersion(Script script) {
    return deployer
        .deployment(script.id())
        .filter(deployment -> deployment.state().active())
        .map(Deployment::version)
        .orElse(0);
  }

  private String triggerProblem(ScriptDraft draft) {
    try {
      triggers.check(draft.trigger());
      return "";
    } catch (CoralException e) {
      return e.sentence();
    }
  }

  /** Empty: there is none. */
  private static String first(List<TargetVerdict> verdicts) {
    return verdicts.stream()
        .filter(verdict -> verdict.getFit() == Fit.FIT_GETS_IT)
        .map(TargetVerdict::getAgentId)
        .findFirst()
        .orElse("");
  }

  /** Why there is no trial; empty: there is one. */
  private static String obstacle(DryRunReport.Builder report, String agent) {
    if (report.getDiagnosticsCount() > 0) {
      return "the script does not pass its checks";
    }
    if (report.getNeedsApprovalCount() > 0) {
      return "it asks for %s, and runs nowhere before that is approved"
          .formatted(String.join(", ", report.getNeedsApprovalList()));
    }
    if (agent.isEmpty()) {
      return "no agent would get it";
    }
    return report.getVerdictsList().stream()
        .filter(verdict -> verdict.getAgentId().equals(agent))
        .filter(verdict -> verdict.getFit() == Fit.FIT_CANNOT_RUN)
        .map(verdict -> "agent %s cannot run it: %s".formatted(agent, verdict.getReason()))
        .findFirst()
        .orElse("");
  }

  private static String why(String agent, Throwable failure) {
    if (!(failure instanceof CoralException told)) {
      return "agent %s: %s".formatted(agent, failure);
    }
    if (told.code() == ErrorCode.UNKNOWN_METHOD) {
      return "agent %s is too old for dry runs; update it, or name another".formatted(agent);
    }
    String named = "agent " + agent;
    return told.sentence().contains(named) ? told.sentence() : named + ": " + told.sentence();
  }

  private void audit(ScriptDraft draft, Script script, String detail) {
    String subject = script.name() + " v" + script.version();
    scripts.audit(new AuditEntry(clock.instant(), draft.createdBy(), "dry-run", subject, detail));
  }
}
