// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.agent.Agent;
import coral.api.agent.Deployer.Desired;
import coral.api.agent.Deployer.Outcome;
import coral.api.agent.Deployer.Skipped;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.Consumption;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.script.AuditEntry;
import coral.api.script.Deployment;
import coral.api.script.DeploymentState;
import coral.api.script.Script;
import coral.api.script.ScriptSettings;
import coral.api.script.Trigger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LevelTriggeredDeployerTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final UUID ID = UUID.fromString("11111111-2222-3333-4444-555555555555");

  private final Fakes.Scripts scripts = new Fakes.Scripts();
  private final Fakes.Executions executions = new Fakes.Executions();
  private final Fakes.Directory directory = new Fakes.Directory();
  private LevelTriggeredDeployer deployer = restarted();

  @Test
  void deploysToAllAgentsWhenNoTargetIsNamed() {
    directory.put(agent("a"));
    directory.put(agent("b"));
    Outcome outcome = deployer.deploy(script(1), "ada", false);
    assertThat(outcome.placement().agents()).containsExactly("a", "b");
    assertThat(outcome.unchanged()).isFalse();
    assertThat(deployer.desired("a"))
        .extracting(Desired::deployment)
        .containsExactly(outcome.deployment());
    assertThat(deployer.desired("nobody")).isEmpty();
  }

  @Test
  void targetsAreAgentIdsOrServices() {
    directory.put(agent("a", "payments"));
    directory.put(agent("b", "redis"));
    directory.put(agent("c"));
    assertThat(deployer.placement(script(1, "payments", "c")).agents()).containsExactly("a", "c");
  }

  @Test
  void aServiceThatAppearsGetsItsScripts() {
    directory.put(agent("a", "payments"));
    directory.put(agent("b"));
    deployer.deploy(script(1, "payments"), "ada", false);
    assertThat(deployer.desired("b")).isEmpty();
    var told = new AtomicInteger();
    deployer.listen(told::incrementAndGet);
    directory.put(agent("b", "payments"));
    assertThat(told).hasValue(1);
    assertThat(deployer.desired("b")).hasSize(1);
  }

  @Test
  void namesTargetsAgentsServicesAndRemedyWhenNothingMatches() {
    directory.put(agent("a", "payments"));
    directory.put(agent("b", "redis"));
    assertThatThrownBy(() -> deployer.deploy(script(1, "paymnts"), "ada", false))
        .isInstanceOfSatisfying(
            CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_MATCHING_AGENT))
        .hasMessage(
            "no agent matches the target \"paymnts\": the agents are a, b, and the services seen there"
                + " are payments, redis; deploy with --pending to have it run once one can");
    assertThat(scripts.deployments).isEmpty();
  }

  @Test
  void saysHowToStartAnAgentWhenThereIsNone() {
    assertThatThrownBy(() -> deployer.check(script(1)))
        .hasMessageContaining("coral agent start")
        .hasMessageContaining("--pending");
  }

  @Test
  void skipsAgentsThatCannotRunItAndSaysWhy() {
    directory.put(agent("gone", false, "2.9.6", ""));
    directory.put(agent("none", true, "", ""));
    directory.put(agent("off", true, "2.9.6", "scripts are disabled by script.enabled"));
    directory.put(agent("old", true, "1.46.3", ""));
    directory.put(agent("ok", true, "2.0.0", ""));
    var placement = deployer.deploy(script(1), "ada", false).placement();
    assertThat(placement.agents()).containsExactly("ok");
    assertThat(placement.skipped())
        .containsExactly(
            new Skipped("gone", "it is not connected; it gets the script once it connects again"),
            new Skipped("none", "it has no Deno; scripts need Deno 2.0 or newer"),
            new Skipped("off", "scripts are disabled by script.enabled"),
            new Skipped("old", "it has Deno 1.46.3; scripts need Deno 2.0 or newer"));
    assertThat(deployer.desired("gone")).hasSize(1);
    assertThat(deployer.desired("old")).isEmpty();
  }

  @Test
  void refusesWhenEveryMatchIsSkipped() {
    directory.put(agent("old", true, "1.46.3", ""));
    assertThatThrownBy(() -> deployer.deploy(script(1), "ada", false))
        .hasMessage(
            "no agent can run \"alert\" now: old (it has Deno 1.46.3; scripts need Deno 2.0 or newer);"
                + " deploy with --pending to have it run once one can");
  }

  @Test
  void keepsThePendingDecisionUntilAnAgentComes() {
    assertThat(deployer.deploy(script(1), "ada", true).placement().agents()).isEmpty();
    directory.put(agent("a"));
    assertThat(deployer.desired("a")).hasSize(1);
  }

  @Test
  void deployingTheActiveVersionAgainChangesNothing() {
    directory.put(agent("a"));
    Deployment first = deployer.deploy(script(1), "ada", false).deployment();
    assertThat(deployer.deploy(script(1), "ada", false))
        .satisfies(
            outcome -> {
              assertThat(outcome.unchanged()).isTrue();
              assertThat(outcome.deployment()).isEqualTo(first);
            });
    run(first, "a", ExecutionStatus.RUNNING);
    assertThat(deployer.deploy(script(1), "ada", false).unchanged()).isTrue();
  }

  @Test
  void startsAgainWhatHasEndedEverywhere() {
    directory.put(agent("a"));
    directory.put(agent("b"));
    Deployment first = deployer.deploy(script(1), "ada", false).deployment();
    run(first, "a", ExecutionStatus.COMPLETED);
    run(first, "b", ExecutionStatus.RUNNING);
    assertThat(deployer.deploy(script(1), "ada", false).unchanged()).isTrue();
    executions.executions.clear();
    run(first, "a", ExecutionStatus.COMPLETED);
    run(first, "b", ExecutionStatus.FAILED);
    Deployment second = deployer.deploy(script(1), "ada", false).deployment();
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(scripts.deployments.get(first.id()).state()).isEqualTo(DeploymentState.STOPPED);
  }

  @Test
  void aScheduledScriptBetweenTwoRunsIsUnchanged() {
    directory.put(agent("a"));
    Script scheduled = script(1, new Trigger.Schedule("*/5 * * * *"), false);
    run(deployer.deploy(scheduled, "ada", false).deployment(), "a", ExecutionStatus.COMPLETED);
    assertThat(deployer.deploy(scheduled, "ada", false).unchanged()).isTrue();
  }

  @Test
  void deploysAgainWhatIsQuarantinedAnywhere() {
    directory.put(agent("a"));
    directory.put(agent("b"));
    Script scheduled = script(1, new Trigger.Schedule("*/5 * * * *"), false);
    Deployment first = deployer.deploy(scheduled, "ada", false).deployment();
    run(first, "a", ExecutionStatus.RUNNING, Consumption.NONE);
    run(first, "b", ExecutionStatus.FAILED, Consumption.NONE.inQuarantine());
    Outcome again = deployer.deploy(scheduled, "ada", false);
    assertThat(again.unchanged()).isFalse();
    assertThat(again.deployment().id()).isNotEqualTo(first.id());
    assertThat(scripts.audit).extracting(AuditEntry::action).containsExactly("deploy", "deploy");
  }

  @Test
  void anAdHocRunIsAlwaysANewDeployment() {
    directory.put(agent("a"));
    Script adHoc = script(1, Trigger.MANUAL, true);
    UUID first = deployer.deploy(adHoc, "ada", false).deployment().id();
    assertThat(deployer.deploy(adHoc, "ada", false).deployment().id()).isNotEqualTo(first);
  }

  @Test
  void anotherVersionReplacesTheOneDeployed() {
    directory.put(agent("a"));
    Deployment first = deployer.deploy(script(1), "ada", false).deployment();
    Deployment second = deployer.deploy(script(2), "ada", false).deployment();
    assertThat(scripts.deployments.get(first.id()).stoppedAt()).contains(NOW);
    assertThat(deployer.desired("a")).extracting(Desired::deployment).containsExactly(second);
    assertThat(deployer.deployment(ID)).contains(second);
  }

  @Test
  void stopsEverywhereAndNamesTheHolders() {
    directory.put(agent("a"));
    Deployment deployment = deployer.deploy(script(1), "ada", false).deployment();
    run(deployment, "a", ExecutionStatus.RUNNING);
    run(deployment, "lost", ExecutionStatus.RUNNING);
    run(deployment, "done", ExecutionStatus.COMPLETED);
    assertThat(deployer.stop(ID, "ada")).containsExactly("a", "lost");
    assertThat(deployer.desired("a")).isEmpty();
    assertThat(deployer.deployment(ID).orElseThrow().state()).isEqualTo(DeploymentState.STOPPED);
  }

  @Test
  void saysWhyThereIsNothingToStop() {
    directory.put(agent("a"));
    scripts.save(script(1));
    assertThatThrownBy(() -> deployer.stop(ID, "ada"))
        .hasMessage("script \"alert\" cannot be stopped: it was never deployed");
    deployer.deploy(script(1), "ada", false);
    deployer.stop(ID, "ada");
    assertThatThrownBy(() -> deployer.stop(ID, "ada"))
        .isInstanceOfSatisfying(
            CoralException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
        .hasMessageContaining("it was stopped at 2026-01-02T03:04:05Z");
  }

  @Test
  void isRunningOnceAnAgentReports() {
    directory.put(agent("a"));
    UUID id = deployer.deploy(script(1), "ada", false).deployment().id();
    deployer.started(id);
    deployer.started(UUID.randomUUID());
    assertThat(scripts.deployments.get(id).state()).isEqualTo(DeploymentState.RUNNING);
    assertThat(deployer.desired("a").getFirst().deployment().state())
        .isEqualTo(DeploymentState.RUNNING);
  }

  @Test
  void survivesARestartWithOneDeploymentAScript() {
    scripts.save(script(1));
    scripts.save(script(2));
    scripts.save(active(1, NOW.minusSeconds(60)));
    Deployment newer = active(2, NOW.minusSeconds(30));
    scripts.save(newer);
    directory.put(agent("a"));
    deployer = restarted();
    assertThat(deployer.desired("a")).extracting(Desired::deployment).containsExactly(newer);
    assertThat(scripts.activeDeployments()).containsExactly(newer);
  }

  @Test
  void writesWhoDidWhatIntoTheAuditLog() {
    directory.put(agent("a"));
    deployer.deploy(script(1), "ada", false);
    deployer.stop(ID, "bob");
    assertThat(scripts.audit)
        .containsExactly(
            new AuditEntry(NOW, "ada", "deploy", "alert v1", "to a"),
            new AuditEntry(NOW, "bob", "stop", "alert v1", "on a"));
  }

  @Test
  void callsARollBackOneInTheAuditLog() {
    directory.put(agent("a"));
    deployer.deploy(script(2), "ada", false);
    Outcome back = deployer.rollBack(script(1), "bob", false);
    assertThat(back.deployment().version()).isEqualTo(1);
    assertThat(deployer.desired("a"))
        .extracting(Desired::deployment)
        .containsExactly(back.deployment());
    assertThat(scripts.audit.getLast())
        .isEqualTo(new AuditEntry(NOW, "bob", "rollback", "alert v1", "from v2 to a"));
    assertThat(deployer.rollBack(script(1), "bob", false).unchanged()).isTrue();
  }

  @Test
  void archivesWhatIsStoppedUntilItIsDeployedAgain() {
    directory.put(agent("a"));
    scripts.save(script(1));
    deployer.deploy(script(1), "ada", false);
    refused(() -> deployer.archive(ID, "bob"), "stop it first: coral script stop alert");
    deployer.stop(ID, "ada");
    deployer.archive(ID, "bob");
    assertThat(deployer.deployment(ID).orElseThrow().state()).isEqualTo(DeploymentState.ARCHIVED);
    assertThat(scripts.audit.getLast())
        .isEqualTo(new AuditEntry(NOW, "bob", "archive", "alert v1", ""));
    refused(() -> deployer.archive(ID, "bob"), "archived already");
    refused(() -> deployer.stop(ID, "bob"), "it was stopped at");
    deployer.deploy(script(1), "ada", false);
    assertThat(deployer.deployment(ID).orElseThrow().state()).isEqualTo(DeploymentState.DEPLOYED);
  }

  @Test
  void archivesNothingThatWasNeverDeployed() {
    scripts.save(script(1));
    refused(() -> deployer.archive(ID, "bob"), "never deployed");
  }

  @Test
  void deletesWhatIsNotDeployed() {
    directory.put(agent("a"));
    scripts.save(script(1));
    deployer.deploy(script(1), "ada", false);
    refused(() -> deployer.delete(ID, "bob"), "cannot be deleted; stop it first");
    deployer.stop(ID, "ada");
    deployer.delete(ID, "bob");
    assertThat(scripts.scripts).isEmpty();
    assertThat(deployer.deployment(ID)).isEmpty();
    assertThat(scripts.audit.getLast())
        .isEqualTo(
            new AuditEntry(NOW, "bob", "delete", "alert v1", ID + " with all of its versions"));
    assertThatThrownBy(() -> deployer.delete(ID, "bob"))
        .isInstanceOfSatisfying(
            CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  private static void refused(ThrowingCallable call, String words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CoralException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
        .hasMessageContaining(words);
  }

  @Test
  void stopsListeningWhenClosed() throws Exception {
    deployer.close();
    assertThat(directory.listeners).isEmpty();
  }

  private LevelTriggeredDeployer restarted() {
    directory.listeners.clear();
    return new LevelTriggeredDeployer(
        scripts, executions, directory, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private void run(Deployment deployment, String agentId, ExecutionStatus status) {
    run(deployment, agentId, status, Consumption.NONE);
  }

  private void run(
      Deployment deployment, String agentId, ExecutionStatus status, Consumption consumption) {
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
            "",
            "deno",
            0,
            consumption));
  }

  private static Deployment active(int version, Instant at) {
    return new Deployment(
        UUID.randomUUID(), ID, version, DeploymentState.DEPLOYED, at, "ada", Optional.empty());
  }

  private static Script script(int version, String... targets) {
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

  private static Script script(int version, Trigger trigger, boolean adHoc) {
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

  private static Agent agent(String id, String... services) {
    return agent(id, true, "2.9.6", "", services);
  }

  private static Agent agent(
      String id, boolean connected, String deno, String refused, String... services) {
    return new Agent(
        id,
        "instance",
        "host",
        Map.of(),
        List.of(services),
        "0.1.0",
        deno,
        "Linux",
        "6.1",
        "127.0.0.1:9001",
        "deno",
        List.of(),
        0,
        5,
        refused,
        List.of(),
        Map.of(),
        NOW,
        connected ? Optional.of(NOW) : Optional.empty());
  }
}
