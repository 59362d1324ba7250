// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.agent.Deployer.Desired;
import coral.api.agent.Deployer.Outcome;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Approval;
import coral.api.script.AuditEntry;
import coral.api.script.Deployment;
import coral.api.script.DeploymentState;
import coral.api.script.Script;
import coral.api.script.ScriptSettings;
import coral.api.script.Trigger;
import coral.colony.deployer.internal.targeting.TestAgent;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Versions that wait for an operator's consent. */
class ApprovalsTest {
  private final TestDeployer colony = new TestDeployer();

  @BeforeEach
  void anAgent() {
    colony.directory.put(TestAgent.of("a").agent());
    colony.scripts.save(TestDeployer.script(1));
    colony.scripts.save(TestDeployer.probing(2));
    colony.scripts.save(TestDeployer.probing(3));
  }

  @Test
  void keepsAVersionThatNeedsConsentFromAgentsUntilItIsApproved() {
    Outcome waits = deploy(2);
    assertThat(waits.deployment().state()).isEqualTo(DeploymentState.PENDING_APPROVAL);
    assertThat(waits.placement().agents()).isEmpty();
    assertThat(held()).isEmpty();
    assertThat(lastEntry())
        .isEqualTo(entry("ada", "deploy", 2, "pending approval, capabilities: probes.write"));
    assertThat(colony.deployer.needsApprovalFor(TestDeployer.probing(2)))
        .containsExactly("probes.write");

    var changes = new AtomicInteger();
    colony.deployer.listen(changes::incrementAndGet);
    Outcome approved = colony.deployer.approve(TestDeployer.ID, 2, "bob");
    assertThat(approved.deployment().id()).isEqualTo(waits.deployment().id());
    assertThat(approved.deployment().state()).isEqualTo(DeploymentState.DEPLOYED);
    assertThat(approved.placement().agents()).containsExactly("a");
    assertThat(changes).hasValue(1);
    assertThat(held()).containsExactly(approved.deployment());
    assertThat(pending()).isEmpty();
    assertThat(lastEntry()).isEqualTo(entry("bob", "approve", 2, "to a"));
    assertThat(colony.scripts.approvals)
        .containsExactly(new Approval(TestDeployer.ID, 2, true, TestDeployer.NOW, "bob", ""));
  }

  @Test
  void goesOnWithTheOlderVersionUntilTheNewOneIsApproved() {
    Deployment older = deploy(1).deployment();
    deploy(2);
    assertThat(held()).containsExactly(older);
    assertThat(colony.deployer.deployment(TestDeployer.ID)).contains(older);
    assertThat(pending()).containsExactly(2);
    Deployment approved = colony.deployer.approve(TestDeployer.ID, 2, "bob").deployment();
    assertThat(held()).containsExactly(approved);
    assertThat(stored(older)).isEqualTo(DeploymentState.STOPPED);
  }

  @Test
  void keepsTheApprovalOfAVersionAndNotOfItsSuccessor() {
    deploy(2);
    colony.deployer.approve(TestDeployer.ID, 2, "bob");
    colony.deployer.stop(TestDeployer.ID, "ada");
    assertThat(deploy(2).deployment().state()).isEqualTo(DeploymentState.DEPLOYED);
    assertThat(deploy(3).deployment().state()).isEqualTo(DeploymentState.PENDING_APPROVAL);
    colony.deployer.approve(TestDeployer.ID, 3, "bob");
    assertThat(colony.deployer.rollBack(TestDeployer.probing(2), "ada", false).deployment().state())
        .isEqualTo(DeploymentState.DEPLOYED);
  }

  @Test
  void rollsBackOnlyToWhatIsApproved() {
    deploy(3);
    colony.deployer.approve(TestDeployer.ID, 3, "bob");
    Outcome back = colony.deployer.rollBack(TestDeployer.probing(2), "ada", false);
    assertThat(back.deployment().state()).isEqualTo(DeploymentState.PENDING_APPROVAL);
    assertThat(lastEntry().action()).isEqualTo("rollback");
    assertThat(lastEntry().detail()).startsWith("from v3 pending approval");
  }

  @Test
  void survivesARestart() {
    Deployment older = deploy(1).deployment();
    Deployment waits = deploy(2).deployment();
    colony.restart();
    assertThat(held()).containsExactly(older);
    assertThat(colony.deployer.pending(TestDeployer.ID)).contains(waits);
    colony.deployer.approve(TestDeployer.ID, 2, "bob");
    colony.restart();
    assertThat(held()).extracting(Deployment::id).containsExactly(waits.id());
    assertThat(pending()).isEmpty();
  }

  @Test
  void stopsWhatWaitsAndIsNotStored() {
    Deployment waits = deploy(2).deployment();
    colony.scripts.scripts.clear();
    colony.restart();
    assertThat(pending()).isEmpty();
    assertThat(stored(waits)).isEqualTo(DeploymentState.STOPPED);
  }

  @Test
  void givesTheNextDeploymentThePlaceOfTheOneThatWaits() {
    Deployment first = deploy(2).deployment();
    assertThat(deploy(2).unchanged()).isTrue();
    deploy(3);
    assertThat(pending()).containsExactly(3);
    assertThat(stored(first)).isEqualTo(DeploymentState.STOPPED);
    assertThat(colony.scripts.audit).contains(entry("ada", "withdraw", 2, "v3 takes its place"));
    Deployment harmless = deploy(1).deployment();
    assertThat(pending()).isEmpty();
    assertThat(held()).containsExactly(harmless);
  }

  @Test
  void withdrawsWhatWaitsWhenTheActiveVersionIsWantedAgain() {
    Deployment active = deploy(1).deployment();
    deploy(2);
    assertThat(deploy(1).unchanged()).isTrue();
    assertThat(pending()).isEmpty();
    assertThat(held()).containsExactly(active);
  }

  @Test
  void rejectsWithAReasonAndGoesOnWithTheOlderVersion() {
    Deployment older = deploy(1).deployment();
    Deployment waits = deploy(2).deployment();
    refused(() -> reject(2, " "), ErrorCode.INVALID_ARGUMENT, "needs a reason");
    reject(2, "too broad");
    assertThat(stored(waits)).isEqualTo(DeploymentState.STOPPED);
    assertThat(held()).containsExactly(older);
    assertThat(lastEntry()).isEqualTo(entry("bob", "reject", 2, "too broad"));
    assertThat(colony.scripts.approval(TestDeployer.ID, 2))
        .contains(new Approval(TestDeployer.ID, 2, false, TestDeployer.NOW, "bob", "too broad"));
    assertThat(deploy(2).deployment().state()).isEqualTo(DeploymentState.PENDING_APPROVAL);
  }

  @Test
  void decidesOnlyAboutWhatWaitsAndNamesItsState() {
    deploy(1);
    refused(
        () -> approve(1),
        "version 1 of script \"alert\" does not wait for approval: it is deployed");
    refused(() -> approve(2), "it was never deployed");
    deploy(3);
    refused(() -> approve(1), "it is deployed; version 3 does");
    refused(() -> reject(2, "no"), "it was never deployed; version 3 does");
    colony.deployer.stop(TestDeployer.ID, "ada");
    refused(
        () -> approve(3),
        "version 3 of script \"alert\" does not wait for approval: it is stopped");
    assertThat(colony.scripts.approvals).isEmpty();
  }

  @Test
  void wantsSomebodyElseThanTheAuthorWithFourEyes() {
    colony.consent = new Consent(Set.of("probes.write"), true);
    colony.restart();
    deploy(2);
    refused(
        () -> colony.deployer.approve(TestDeployer.ID, 2, "ada"),
        ErrorCode.PERMISSION_DENIED,
        "version 2 of script \"alert\" is by ada");
    assertThat(held()).isEmpty();
    assertThat(approve(2).deployment().state()).isEqualTo(DeploymentState.DEPLOYED);
  }

  @Test
  void letsTheAuthorApproveWithoutFourEyes() {
    deploy(2);
    colony.deployer.approve(TestDeployer.ID, 2, "ada");
    assertThat(held()).hasSize(1);
  }

  @Test
  void asksForNothingThatTheConfigurationDoesNotName() {
    colony.consent = new Consent(Set.of(), false);
    colony.restart();
    assertThat(deploy(2).deployment().state()).isEqualTo(DeploymentState.DEPLOYED);
  }

  @Test
  void stopsWhatWaitsWithWhatRuns() {
    deploy(1);
    deploy(2);
    assertThat(colony.deployer.stop(TestDeployer.ID, "ada")).containsExactly("a");
    assertThat(pending()).isEmpty();
    assertThat(held()).isEmpty();
    deploy(2);
    refused(
        () -> colony.deployer.delete(TestDeployer.ID, "ada"),
        "waits for approval and cannot be deleted; stop it first: coral script stop alert");
    assertThat(colony.deployer.stop(TestDeployer.ID, "ada")).isEmpty();
    assertThat(lastEntry()).isEqualTo(entry("ada", "stop", 2, "while it waited for approval"));
    refused(() -> colony.deployer.stop(TestDeployer.ID, "ada"), "it was stopped at");
  }

  @Test
  void refusesASingleRunThatWouldHaveToWait() {
    Script run =
        new Script(
            UUID.randomUUID(),
            "run-1",
            1,
            "a()",
            new ScriptSettings(
                TestDeployer.probing(2).settings().mode(),
                java.util.Optional.empty(),
                0,
                List.of("probes.write")),
            List.of(),
            Trigger.MANUAL,
            TestDeployer.NOW,
            "ada",
            true,
            "");
    refused(() -> colony.deployer.check(run, true), "a single run cannot wait for the approval");
    refused(() -> colony.deployer.deploy(run, "ada", true), "probes.write");
    assertThat(colony.scripts.deployments).isEmpty();
  }

  private Outcome deploy(int version) {
    Script script = version == 1 ? TestDeployer.script(1) : TestDeployer.probing(version);
    return colony.deployer.deploy(script, "ada", false);
  }

  private Outcome approve(int version) {
    return colony.deployer.approve(TestDeployer.ID, version, "bob");
  }

  private void reject(int version, String reason) {
    colony.deployer.reject(TestDeployer.ID, version, "bob", reason);
  }

  private List<Deployment> held() {
    return colony.deployer.desired("a").stream().map(Desired::deployment).toList();
  }

  private List<Integer> pending() {
    return colony.deployer.pending(TestDeployer.ID).stream().map(Deployment::version).toList();
  }

  private DeploymentState stored(Deployment deployment) {
    return colony.scripts.deployments.get(deployment.id()).state();
  }

  private AuditEntry lastEntry() {
    return colony.scripts.audit.getLast();
  }

  private static AuditEntry entry(String actor, String action, int version, String detail) {
    return new AuditEntry(TestDeployer.NOW, actor, action, "alert v" + version, detail);
  }

  private static void refused(ThrowingCallable call, String words) {
    refused(call, ErrorCode.FAILED_PRECONDITION, words);
  }

  private static void refused(ThrowingCallable call, ErrorCode code, String words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(CoralException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(words);
  }
}
