// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.Report;
import coral.api.script.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a new process of the agent makes of what an old one left. */
class RestartTest {
  @TempDir Path directory;
  private Duration later = Duration.ZERO;
  private final Optional<UUID> deployment = Optional.of(UUID.randomUUID());

  @Test
  void startsADaemonAgainAndReportsOnceThatItsExecutionWasLost() {
    Script script = Scripts.daemon("a");
    TestAgent died = start();
    died.executions.assign(script, deployment);
    Execution lost = died.reports.lastStatus();
    later = Duration.ofHours(10);

    TestAgent next = start();
    Report report = next.reports.all.getFirst();
    assertThat(report.executionId()).isEqualTo(lost.id());
    assertThat(report.sequence()).isEqualTo(Long.MAX_VALUE);
    assertThat(next.reports.statuses().getFirst().status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(next.reports.statuses().getFirst().reason()).isEqualTo("the agent stopped");
    assertThat(next.sandbox.last().request.policy().timeout()).isEqualTo(Duration.ofHours(14));
    assertThat(next.reports.lastStatus().id()).isNotEqualTo(lost.id());

    next.executions.assign(script, deployment);
    assertThat(next.sandbox.started).hasSize(1);
    next.sandbox.last().exits(0);
    assertThat(start().reports.all).isEmpty();
  }

  @Test
  void doesNotStartACompletedScriptAgain() {
    Script script = Scripts.daemon("a");
    TestAgent before = start();
    before.executions.assign(script, deployment);
    before.sandbox.last().exits(0);
    before.executions.close();

    TestAgent next = start();
    next.executions.assign(script, deployment);
    assertThat(next.sandbox.started).isEmpty();
    assertThat(next.executions.assigned(script.id()).orElseThrow().execution().orElseThrow())
        .isEqualTo(before.reports.lastStatus());
  }

  @Test
  void doesNotStartAnAdHocScriptAgain() {
    TestAgent died = start();
    died.executions.assign(Scripts.adHoc("a"), deployment);
    TestAgent next = start();
    assertThat(next.sandbox.started).isEmpty();
    assertThat(next.reports.lastStatus().status()).isEqualTo(ExecutionStatus.FAILED);
  }

  @Test
  void stopsScriptsInGoodOrderAndStartsThemWithTheNextProcess() {
    TestAgent before = start();
    before.executions.assign(Scripts.daemon("a"), Optional.empty());
    before.executions.close();
    assertThat(before.reports.lastStatus().status()).isEqualTo(ExecutionStatus.STOPPED);
    assertThat(before.reports.lastStatus().reason()).isEqualTo("the agent was stopped");

    TestAgent next = start();
    assertThat(next.reports.statuses())
        .extracting(Execution::status)
        .containsExactly(ExecutionStatus.RUNNING);
  }

  @Test
  void doesNotStartADaemonAgainWhoseTimeIsOver() {
    TestAgent died = start();
    died.executions.assign(Scripts.daemon("a"), deployment);
    later = Duration.ofHours(25);
    assertThat(start().sandbox.started).isEmpty();
  }

  @Test
  void reportsTheEndOfAnExecutionThatWasBeingStopped() {
    TestAgent died = start();
    Script script = Scripts.daemon("a");
    died.executions.assign(script, deployment);
    died.sandbox.last().diesWhenKilled = false;
    UUID execution = died.reports.lastStatus().id();
    died.executions.withdraw(script.id(), "stopped by the colony");

    TestAgent next = start();
    assertThat(next.reports.statuses())
        .singleElement()
        .satisfies(
            end -> {
              assertThat(end.id()).isEqualTo(execution);
              assertThat(end.status()).isEqualTo(ExecutionStatus.FAILED);
            });
    assertThat(next.sandbox.started).isEmpty();
    assertThat(start().reports.all).as("once").isEmpty();
  }

  @Test
  void alsoOfOneThatAnotherDeploymentTookThePlaceOf() {
    TestAgent died = start();
    Script script = Scripts.daemon("a");
    died.executions.assign(script, deployment);
    died.sandbox.last().diesWhenKilled = false;
    UUID replaced = died.reports.lastStatus().id();
    died.executions.assign(script, Optional.of(UUID.randomUUID()));

    TestAgent next = start();
    assertThat(next.reports.statuses())
        .filteredOn(execution -> execution.id().equals(replaced))
        .extracting(Execution::status)
        .containsExactly(ExecutionStatus.FAILED);
  }

  @Test
  void leavesNothingOfAnExecutionThatWasStopped() throws IOException {
    TestAgent agent = start();
    agent.executions.assign(Scripts.daemon("a"), deployment);
    agent.executions.withdraw(Scripts.daemon("a").id(), "stopped by the colony");
    try (var files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void theNextExecutionIsTheNewerOneAlsoWhenTheClockWasSetBack() {
    TestAgent died = start();
    died.executions.assign(Scripts.daemon("a"), deployment);
    Execution before = died.reports.lastStatus();
    later = Duration.ofDays(-1);
    Execution after = start().reports.lastStatus();
    assertThat(after.id()).isNotEqualTo(before.id());
    assertThat(after.startedAt()).isAfter(before.startedAt());
  }

  @Test
  void aClockThatIsSetBackGivesNoDaemonMoreThanItsWholeTime() {
    TestAgent died = start();
    died.executions.assign(Scripts.daemon("a"), deployment);
    later = Duration.ofDays(-1);
    TestAgent next = start();
    assertThat(next.sandbox.last().request.policy().timeout()).isEqualTo(Duration.ofHours(24));
    assertThat(next.sandbox.last().request.session().execution().deadline())
        .isEqualTo(next.time.instant().plus(Duration.ofHours(24)));
  }

  @Test
  void setsADamagedFileAside() throws IOException {
    Files.writeString(directory.resolve(UUID.randomUUID() + ".script"), "garbage");
    assertThat(start().executions.assigned()).isEmpty();
    try (var files = Files.list(directory)) {
      assertThat(files).singleElement().asString().endsWith(".script.damaged");
    }
  }

  @Test
  void remembersWhatItRefused() {
    Script script = Scripts.daemon("a");
    TestAgent before = start();
    before.executions.refuse(script, deployment, "no such trigger");
    assertThat(before.reports.lastStatus().status()).isEqualTo(ExecutionStatus.FAILED);
    TestAgent next = start();
    assertThat(next.sandbox.started).isEmpty();
    assertThat(next.reports.all).isEmpty();
  }

  /** A process with a clock of its own: one that has died does nothing any more. */
  private TestAgent start() {
    FakeTime time = new FakeTime();
    time.pass(later);
    return new TestAgent(directory, TestAgent.policy(true, 2), time);
  }
}
