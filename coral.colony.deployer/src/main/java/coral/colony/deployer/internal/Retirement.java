// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.AuditEntry;
import coral.api.script.Deployment;
import coral.api.script.DeploymentState;
import coral.api.script.Script;
import coral.api.script.ScriptStore;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Archives and deletes what is not deployed. Calls are the caller's to serialise. */
final class Retirement {
  private static final Logger log = LoggerFactory.getLogger(Retirement.class);

  private final ScriptStore scripts;
  private final Deployments deployments;

  Retirement(ScriptStore scripts, Deployments deployments) {
    this.scripts = scripts;
    this.deployments = deployments;
  }

  void archive(UUID scriptId, String actor, Instant now) {
    Script script = stored(scriptId);
    Deployment newest =
        stopped(script, "archived")
            .orElseThrow(
                () ->
                    refused(
                        "script \"%s\" was never deployed, so no list shows it; \"coral script delete %s\" removes it",
                        script));
    if (newest.state() == DeploymentState.ARCHIVED) {
      throw refused("script \"%s\" is archived already; deploying %s brings it back", script);
    }
    scripts.save(newest.in(DeploymentState.ARCHIVED));
    scripts.audit(entry("archive", script, newest.version(), "", actor, now));
  }

  void delete(UUID scriptId, String actor, Instant now) {
    Script script = stored(scriptId);
    stopped(script, "deleted");
    String what = "%s with all of its versions".formatted(script.id());
    scripts.delete(scriptId, entry("delete", script, script.version(), what, actor, now));
  }

  private Script stored(UUID scriptId) {
    return scripts
        .newest(scriptId)
        .orElseThrow(
            () ->
                new CoralException(
                    ErrorCode.NOT_FOUND, "script %s is not there any more".formatted(scriptId)));
  }

  /** The newest deployment, which has ended. */
  private Optional<Deployment> stopped(Script script, String participle) {
    Optional<Deployment> newest = deployments.newest(script.id());
    if (newest.isPresent()
        && newest.get().state() != DeploymentState.STOPPED
        && newest.get().state() != DeploymentState.ARCHIVED) {
      boolean waits = newest.get().state() == DeploymentState.PENDING_APPROVAL;
      throw refused(
          "script \"%s\" "
              + (waits ? "waits for approval" : "is deployed")
              + " and cannot be "
              + participle
              + "; stop it first: coral script stop %s",
          script);
    }
    return newest;
  }

  private static CoralException refused(String sentence, Script script) {
    return new CoralException(
        ErrorCode.FAILED_PRECONDITION, String.format(sentence, script.name(), script.name()));
  }

  private static AuditEntry entry(
      String action, Script script, int version, String detail, String actor, Instant now) {
    String subject = script.name() + " v" + version;
    log.info("{} {} {}", actor, action, subject);
    return new AuditEntry(now, actor, action, subject, detail);
  }
}
