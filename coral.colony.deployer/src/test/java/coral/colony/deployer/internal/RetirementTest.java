// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.agent.Deployer.Desired;
import coral.api.agent.Deployer.Outcome;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.AuditEntry;
import coral.api.script.DeploymentState;
import coral.colony.deployer.internal.targeting.TestAgent;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Back to an old version, into the archive, and away. */
class RetirementTest {
  private final TestDeployer colony = new TestDeployer();

  @BeforeEach
  void anAgent() {
    colony.directory.put(TestAgent.of("a").agent());
  }

  @Test
  void callsARollBackOneInTheAuditLog() {
    colony.deployer.deploy(TestDeployer.script(2), "ada", false);
    Outcome back = colony.deployer.rollBack(TestDeployer.script(1), "bob", false);
    assertThat(back.deployment().version()).isEqualTo(1);
    assertThat(colony.deployer.desired("a"))
        .extracting(Desired::deployment)
        .containsExactly(back.deployment());
    assertThat(colony.scripts.audit.getLast())
        .isEqualTo(new AuditEntry(TestDeployer.NOW, "bob", "rollback", "alert v1", "from v2 to a"));
    assertThat(colony.deployer.rollBack(TestDeployer.script(1), "bob", false).unchanged()).isTrue();
  }

  @Test
  void archivesWhatIsStoppedUntilItIsDeployedAgain() {
    deployed();
    refused(this::archive, "stop it first: coral script stop alert");
    colony.deployer.stop(TestDeployer.ID, "ada");
    archive();
    assertThat(state()).isEqualTo(DeploymentState.ARCHIVED);
    assertThat(colony.scripts.audit.getLast())
        .isEqualTo(new AuditEntry(TestDeployer.NOW, "bob", "archive", "alert v1", ""));
    refused(this::archive, "archived already");
    refused(() -> colony.deployer.stop(TestDeployer.ID, "bob"), "it was stopped at");
    colony.deployer.deploy(TestDeployer.script(1), "ada", false);
    assertThat(state()).isEqualTo(DeploymentState.DEPLOYED);
  }

  @Test
  void archivesNothingThatWasNeverDeployed() {
    colony.scripts.save(TestDeployer.script(1));
    refused(this::archive, "never deployed");
  }

  @Test
  void deletesWhatIsNotDeployed() {
    deployed();
    refused(this::delete, "cannot be deleted; stop it first");
    colony.deployer.stop(TestDeployer.ID, "ada");
    delete();
    assertThat(colony.scripts.scripts).isEmpty();
    assertThat(colony.deployer.deployment(TestDeployer.ID)).isEmpty();
    assertThat(colony.scripts.audit.getLast())
        .isEqualTo(
            new AuditEntry(
                TestDeployer.NOW,
                "bob",
                "delete",
                "alert v1",
                TestDeployer.ID + " with all of its versions"));
    assertThatThrownBy(this::delete)
        .isInstanceOfSatisfying(
            CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  private void deployed() {
    colony.scripts.save(TestDeployer.script(1));
    colony.deployer.deploy(TestDeployer.script(1), "ada", false);
  }

  private void archive() {
    colony.deployer.archive(TestDeployer.ID, "bob");
  }

  private void delete() {
    colony.deployer.delete(TestDeployer.ID, "bob");
  }

  private DeploymentState state() {
    return colony.deployer.deployment(TestDeployer.ID).orElseThrow().state();
  }

  private static void refused(ThrowingCallable call, String words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CoralException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
        .hasMessageContaining(words);
  }
}
