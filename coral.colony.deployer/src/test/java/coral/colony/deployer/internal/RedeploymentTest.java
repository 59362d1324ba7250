// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.agent.Deployer.Desired;
import coral.api.agent.Deployer.Outcome;
import coral.api.execution.Consumption;
import coral.api.execution.ExecutionStatus;
import coral.api.script.AuditEntry;
import coral.api.script.Deployment;
import coral.api.script.DeploymentState;
import coral.api.script.Script;
import coral.api.script.Trigger;
import coral.colony.deployer.internal.targeting.TestAgent;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What deploying a script again comes to. */
class RedeploymentTest {
  private final TestDeployer colony = new TestDeployer();

  @Test
  void deployingTheActiveVersionAgainChangesNothing() {
    colony.directory.put(TestAgent.of("a").agent());
    Deployment first = colony.deployer.deploy(TestDeployer.script(1), "ada", false).deployment();
    assertThat(colony.deployer.deploy(TestDeployer.script(1), "ada", false))
        .satisfies(
            outcome -> {
              assertThat(outcome.unchanged()).isTrue();
              assertThat(outcome.deployment()).isEqualTo(first);
            });
    colony.run(first, "a", ExecutionStatus.RUNNING);
    assertThat(colony.deployer.deploy(TestDeployer.script(1), "ada", false).unchanged()).isTrue();
  }

  @Test
  void startsAgainWhatHasEndedEverywhere() {
    colony.directory.put(TestAgent.of("a").agent());
    colony.directory.put(TestAgent.of("b").agent());
    Deployment first = colony.deployer.deploy(TestDeployer.script(1), "ada", false).deployment();
    colony.run(first, "a", ExecutionStatus.COMPLETED);
    colony.run(first, "b", ExecutionStatus.RUNNING);
    assertThat(colony.deployer.deploy(TestDeployer.script(1), "ada", false).unchanged()).isTrue();
    colony.executions.executions.clear();
    colony.run(first, "a", ExecutionStatus.COMPLETED);
    colony.run(first, "b", ExecutionStatus.FAILED);
    Deployment second = colony.deployer.deploy(TestDeployer.script(1), "ada", false).deployment();
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(colony.scripts.deployments.get(first.id()).state())
        .isEqualTo(DeploymentState.STOPPED);
  }

  @Test
  void aScheduledScriptBetweenTwoRunsIsUnchanged() {
    colony.directory.put(TestAgent.of("a").agent());
    Script scheduled = TestDeployer.script(1, new Trigger.Schedule("*/5 * * * *"), false);
    colony.run(
        colony.deployer.deploy(scheduled, "ada", false).deployment(),
        "a",
        ExecutionStatus.COMPLETED);
    assertThat(colony.deployer.deploy(scheduled, "ada", false).unchanged()).isTrue();
  }

  @Test
  void deploysAgainWhatIsQuarantinedAnywhere() {
    colony.directory.put(TestAgent.of("a").agent());
    colony.directory.put(TestAgent.of("b").agent());
    Script scheduled = TestDeployer.script(1, new Trigger.Schedule("*/5 * * * *"), false);
    Deployment first = colony.deployer.deploy(scheduled, "ada", false).deployment();
    colony.run(first, "a", ExecutionStatus.RUNNING, Consumption.NONE);
    colony.run(first, "b", ExecutionStatus.FAILED, Consumption.NONE.inQuarantine());
    Outcome again = colony.deployer.deploy(scheduled, "ada", false);
    assertThat(again.unchanged()).isFalse();
    assertThat(again.deployment().id()).isNotEqualTo(first.id());
    assertThat(colony.scripts.audit)
        .extracting(AuditEntry::action)
        .containsExactly("deploy", "deploy");
  }

  @Test
  void anAdHocRunIsAlwaysANewDeployment() {
    colony.directory.put(TestAgent.of("a").agent());
    Script adHoc = TestDeployer.script(1, Trigger.MANUAL, true);
    UUID first = colony.deployer.deploy(adHoc, "ada", false).deployment().id();
    assertThat(colony.deployer.deploy(adHoc, "ada", false).deployment().id()).isNotEqualTo(first);
  }

  @Test
  void anotherVersionReplacesTheOneDeployed() {
    colony.directory.put(TestAgent.of("a").agent());
    Deployment first = colony.deployer.deploy(TestDeployer.script(1), "ada", false).deployment();
    Deployment second = colony.deployer.deploy(TestDeployer.script(2), "ada", false).deployment();
    assertThat(colony.scripts.deployments.get(first.id()).stoppedAt()).contains(TestDeployer.NOW);
    assertThat(colony.deployer.desired("a"))
        .extracting(Desired::deployment)
        .containsExactly(second);
    assertThat(colony.deployer.deployment(TestDeployer.ID)).contains(second);
  }
}
