// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import coral.api.execution.Consumption;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.script.Deployment;
import coral.api.script.DeploymentState;
import coral.api.script.Script;
import coral.api.script.ScriptMode;
import coral.api.script.ScriptSettings;
import coral.api.script.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/** A deployer among its fakes, at a time that tests move, and one script to deploy. */
final class TestDeployer {
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  static final UUID ID = UUID.fromString("11111111-2222-3333-4444-555555555555");

  final Fakes.Scripts scripts = new Fakes.Scripts();
  final Fakes.Executions executions = new Fakes.Executions();
  final Fakes.Directory directory = new Fakes.Directory();
  Instant now = NOW;
  Consent consent = new Consent(Set.of("probes.write"), false);
  LevelTriggeredDeployer deployer = created();

  void restart() {
    directory.listeners.clear();
    deployer = created();
  }

  private LevelTriggeredDeployer created() {
    InstantSource clock = () -> now;
    return new LevelTriggeredDeployer(
        consent, scripts, executions, directory, clock.withZone(ZoneOffset.UTC));
  }

  void run(Deployment deployment, String agentId, ExecutionStatus status) {
    run(deployment, agentId, status, Consumption.NONE);
  }

  /** Lets time go by, and the deployer look after its canaries. */
  void pass(Duration time) {
    now = now.plus(time);
    deployer.checkRollouts();
  }

  void run(Deployment deployment, String agentId, ExecutionStatus status, Consumption consumption) {
    report(deployment, agentId, status, "", consumption);
  }

  void pending(Deployment deployment, String agentId, String reason) {
    report(deployment, agentId, ExecutionStatus.PENDING, reason, Consumption.NONE);
  }

  private void report(
      Deployment deployment,
      String agentId,
      ExecutionStatus status,
      String reason,
      Consumption consumption) {
    executions.executions.add(
        new Execution(
            UUID.randomUUID(),
            deployment.scriptId(),
            deployment.version(),
            Optional.of(deployment.id()),
            agentId,
            status,
            NOW,
            Optional.empty(),
            OptionalInt.empty(),
            false,
            reason,
            "deno",
            0,
            consumption));
  }

  static Deployment active(int version, Instant at) {
    return new Deployment(
        UUID.randomUUID(), ID, version, DeploymentState.DEPLOYED, at, "ada", Optional.empty());
  }

  static Script script(int version, String... targets) {
    return new Script(
        ID,
        "alert",
        version,
        "a()",
        ScriptSettings.DAEMON,
        List.of(targets),
        Trigger.MANUAL,
        NOW,
        "ada",
        false,
        "sha" + version);
  }

  /** One that may write with probes, if it may. */
  static Script probing(int version) {
    return new Script(
        ID,
        "alert",
        version,
        "a()",
        new ScriptSettings(
            ScriptMode.DAEMON, Optional.empty(), 0, List.of("probes.read", "probes.write")),
        List.of(),
        Trigger.MANUAL,
        NOW,
        "ada",
        false,
        "sha" + version);
  }

  static Script script(int version, Trigger trigger, boolean adHoc) {
    return new Script(
        ID,
        "alert",
        version,
        "a()",
        ScriptSettings.AD_HOC,
        List.of(),
        trigger,
        NOW,
        "ada",
        adHoc,
        "sha" + version);
  }
}
