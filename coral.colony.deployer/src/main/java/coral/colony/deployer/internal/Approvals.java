// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import coral.api.agent.Deployer.Desired;
import coral.api.agent.Deployer.Outcome;
import coral.api.agent.Deployer.Placement;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Approval;
import coral.api.script.Canary;
import coral.api.script.Deployment;
import coral.api.script.Script;
import coral.api.script.ScriptStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Versions that wait for an operator's consent. What is decided about a version stays, since a
 * version never changes. Changes are the caller's to serialise.
 */
final class Approvals {
  private final ScriptStore scripts;
  private final Starts starts;
  private final PendingDeployments pending;
  private final AuditTrail audit;
  private final Clock clock;
  private volatile Consent consent;

  Approvals(ScriptStore scripts, Starts starts, AuditTrail audit, Clock clock, Consent consent) {
    this.scripts = scripts;
    this.starts = starts;
    this.audit = audit;
    this.clock = clock;
    this.consent = consent;
    pending = new PendingDeployments(scripts, clock.instant());
  }

  /** From the next deployment on: what runs goes on, and what waits does until it is decided. */
  void set(Consent changed) {
    consent = changed;
  }

  Optional<Deployment> pending(UUID scriptId) {
    return pending.of(scriptId).map(Desired::deployment);
  }

  /** Capabilities for which a version needs an approval that it does not have. */
  List<String> neededFor(Script script) {
    List<String> capabilities = consent.neededFor(script);
    return capabilities.isEmpty() || isApproved(script) ? List.of() : capabilities;
  }

  private boolean isApproved(Script script) {
    return scripts.approval(script.id(), script.version()).filter(Approval::granted).isPresent();
  }

  /** The client of a single run is there to see it, and would not be when it is approved. */
  void checkRun(Script script) {
    List<String> needed = neededFor(script);
    if (script.adHoc() && !needed.isEmpty()) {
      throw new CoralException(
          ErrorCode.FAILED_PRECONDITION,
          "a single run cannot wait for the approval that %s needs; use \"coral script deploy\" and have it approved"
              .formatted(String.join(", ", needed)));
    }
  }

  /**
   * Has a version wait that needs an approval; whatever else of the script waited no longer does.
   *
   * @param canary how it goes to agents once it is approved
   * @param from what the audit log says before it
   * @return empty: nothing has to wait
   */
  Optional<Outcome> request(
      String action, Script script, Optional<Canary> canary, String actor, String from) {
    Optional<Desired> waiting = pending.of(script.id());
    List<String> needed = neededFor(script);
    boolean same = waiting.filter(desired -> isOf(desired, script.version())).isPresent();
    if (same && !needed.isEmpty()) {
      return waiting.map(desired -> waits(desired.deployment(), true));
    }
    withdraw(script, actor);
    if (needed.isEmpty()) {
      return Optional.empty();
    }
    Deployment deployment = pending.add(script, canary, actor, clock.instant());
    audit.add(
        actor,
        action,
        script,
        from + "pending approval, capabilities: " + String.join(", ", needed));
    return Optional.of(waits(deployment, false));
  }

  private static Outcome waits(Deployment deployment, boolean unchanged) {
    return new Outcome(deployment, new Placement(List.of(), List.of()), unchanged);
  }

  /** Takes back what waits, since {@code successor} is deployed. */
  void withdraw(Script successor, String actor) {
    pending
        .of(successor.id())
        .ifPresent(
            waiting -> {
              pending.stop(waiting, clock.instant());
              audit.add(
                  actor,
                  "withdraw",
                  waiting.script(),
                  "v%d takes its place".formatted(successor.version()));
            });
  }

  /** Whether anything waited. */
  boolean stop(UUID scriptId, String actor) {
    Optional<Desired> waiting = pending.of(scriptId);
    waiting.ifPresent(
        desired -> {
          pending.stop(desired, clock.instant());
          audit.add(actor, "stop", desired.script(), "while it waited for approval");
        });
    return waiting.isPresent();
  }

  /** Starts it. */
  Outcome approve(UUID scriptId, int version, String actor) {
    Desired waiting = waiting(scriptId, version);
    Script script = waiting.script();
    if (consent.fourEyes() && script.createdBy().equals(actor)) {
      throw new CoralException(
          ErrorCode.PERMISSION_DENIED,
          "version %d of script \"%s\" is by %s, and consent.four_eyes is true: somebody else has to approve it"
              .formatted(version, script.name(), actor));
    }
    Instant now = clock.instant();
    scripts.save(new Approval(scriptId, version, true, now, actor, ""));
    var approved = new Desired(waiting.deployment().approved(now), script);
    Outcome outcome = starts.startApproved(approved, actor);
    pending.remove(waiting);
    return outcome;
  }

  void reject(UUID scriptId, int version, String actor, String reason) {
    if (reason.isBlank()) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT, "a rejection needs a reason that its author can act on");
    }
    Desired waiting = waiting(scriptId, version);
    Instant now = clock.instant();
    scripts.save(new Approval(scriptId, version, false, now, actor, reason));
    pending.stop(waiting, now);
    audit.add(actor, "reject", waiting.script(), reason);
  }

  private Desired waiting(UUID scriptId, int version) {
    Optional<Desired> waiting = pending.of(scriptId);
    return waiting
        .filter(desired -> isOf(desired, version))
        .orElseThrow(
            () ->
                new CoralException(
                    ErrorCode.FAILED_PRECONDITION,
                    "version %d of script \"%s\" does not wait for approval: it %s%s"
                        .formatted(
                            version,
                            scripts.newest(scriptId).map(Script::name).orElse(scriptId.toString()),
                            state(scriptId, version),
                            waiting
                                .map(
                                    other ->
                                        "; version %d does".formatted(other.script().version()))
                                .orElse(""))));
  }

  private String state(UUID scriptId, int version) {
    return scripts.deployments(scriptId).stream()
        .filter(deployment -> deployment.version() == version)
        .findFirst()
        .map(deployment -> "is " + deployment.state().name().toLowerCase(Locale.ROOT))
        .orElse("was never deployed");
  }

  private static boolean isOf(Desired desired, int version) {
    return desired.script().version() == version;
  }
}
