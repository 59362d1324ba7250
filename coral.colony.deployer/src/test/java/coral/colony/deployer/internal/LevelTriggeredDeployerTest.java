// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.agent.Deployer.Desired;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.ExecutionStatus;
import coral.api.script.AuditEntry;
import coral.api.script.Deployment;
import coral.api.script.DeploymentState;
import coral.colony.deployer.internal.targeting.TestAgent;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** From a deployment to its end. */
class LevelTriggeredDeployerTest {
  private final TestDeployer colony = new TestDeployer();

  @Test
  void stopsEverywhereAndNamesTheHolders() {
    colony.directory.put(TestAgent.of("a").agent());
    Deployment deployment =
        colony.deployer.deploy(TestDeployer.script(1), "ada", false).deployment();
    colony.run(deployment, "a", ExecutionStatus.RUNNING);
    colony.run(deployment, "lost", ExecutionStatus.RUNNING);
    colony.run(deployment, "done", ExecutionStatus.COMPLETED);
    assertThat(colony.deployer.stop(TestDeployer.ID, "ada")).containsExactly("a", "lost");
    assertThat(colony.deployer.desired("a")).isEmpty();
    assertThat(colony.deployer.deployment(TestDeployer.ID).orElseThrow().state())
        .isEqualTo(DeploymentState.STOPPED);
  }

  @Test
  void saysWhyThereIsNothingToStop() {
    colony.directory.put(TestAgent.of("a").agent());
    colony.scripts.save(TestDeployer.script(1));
    assertThatThrownBy(() -> colony.deployer.stop(TestDeployer.ID, "ada"))
        .hasMessage("script \"alert\" cannot be stopped: it was never deployed");
    colony.deployer.deploy(TestDeployer.script(1), "ada", false);
    colony.deployer.stop(TestDeployer.ID, "ada");
    assertThatThrownBy(() -> colony.deployer.stop(TestDeployer.ID, "ada"))
        .isInstanceOfSatisfying(
            CoralException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
        .hasMessageContaining("it was stopped at 2026-01-02T03:04:05Z");
  }

  @Test
  void isRunningOnceAnAgentReports() {
    colony.directory.put(TestAgent.of("a").agent());
    UUID id = colony.deployer.deploy(TestDeployer.script(1), "ada", false).deployment().id();
    colony.deployer.started(id);
    colony.deployer.started(UUID.randomUUID());
    assertThat(colony.scripts.deployments.get(id).state()).isEqualTo(DeploymentState.RUNNING);
    assertThat(colony.deployer.desired("a").getFirst().deployment().state())
        .isEqualTo(DeploymentState.RUNNING);
  }

  @Test
  void survivesARestartWithOneDeploymentAScript() {
    colony.scripts.save(TestDeployer.script(1));
    colony.scripts.save(TestDeployer.script(2));
    colony.scripts.save(TestDeployer.active(1, TestDeployer.NOW.minusSeconds(60)));
    Deployment newer = TestDeployer.active(2, TestDeployer.NOW.minusSeconds(30));
    colony.scripts.save(newer);
    colony.directory.put(TestAgent.of("a").agent());
    colony.restart();
    assertThat(colony.deployer.desired("a")).extracting(Desired::deployment).containsExactly(newer);
    assertThat(colony.scripts.activeDeployments()).containsExactly(newer);
  }

  @Test
  void theNextDeploymentIsTheNewerOneAlsoWhenTheClockWasSetBack() {
    colony.scripts.save(TestDeployer.script(1));
    colony.scripts.save(TestDeployer.script(2));
    Deployment before = TestDeployer.active(1, TestDeployer.NOW.plusSeconds(86_400));
    colony.scripts.save(before);
    colony.directory.put(TestAgent.of("a").agent());
    colony.restart();
    Deployment after = colony.deployer.deploy(TestDeployer.script(2), "ada", false).deployment();
    assertThat(after.deployedAt()).isAfter(before.deployedAt());
    colony.scripts.save(before); // as if the colony had been killed before it was stopped
    colony.restart();
    assertThat(colony.deployer.desired("a")).extracting(Desired::deployment).containsExactly(after);
  }

  @Test
  void writesWhoDidWhatIntoTheAuditLog() {
    colony.directory.put(TestAgent.of("a").agent());
    colony.deployer.deploy(TestDeployer.script(1), "ada", false);
    colony.deployer.stop(TestDeployer.ID, "bob");
    assertThat(colony.scripts.audit)
        .containsExactly(
            new AuditEntry(TestDeployer.NOW, "ada", "deploy", "alert v1", "to a"),
            new AuditEntry(TestDeployer.NOW, "bob", "stop", "alert v1", "on a"));
  }

  @Test
  void stopsListeningWhenClosed() throws Exception {
    colony.deployer.close();
    assertThat(colony.directory.listeners).isEmpty();
  }
}
