// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.link;

import static org.assertj.core.api.Assertions.assertThat;

import coral.agent.internal.execution.FakeTime;
import coral.agent.internal.execution.Scripts;
import coral.agent.internal.execution.TestAgent;
import coral.agent.internal.wire.Desired;
import coral.api.execution.ExecutionStatus;
import coral.api.script.Script;
import coral.api.script.ScriptSettings;
import coral.api.script.Trigger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconcilerTest {
  private static final Script SCHEDULED =
      Scripts.script("s", 1, ScriptSettings.AD_HOC, new Trigger.Schedule("* * * * *"));

  @TempDir Path directory;
  private final FakeTime time = new FakeTime();
  private TestAgent agent;
  private Reconciler reconciler;

  @BeforeEach
  void setUp() {
    agent = new TestAgent(directory, TestAgent.policy(true, 5), time);
    reconciler = new Reconciler(agent.executions, time);
  }

  @Test
  void waitsForATriggerTypeThatIsStarting() {
    reconciler.desire(List.of(desired(SCHEDULED)));
    time.pass(Duration.ofSeconds(5));
    reconciler.reconcile();
    assertThat(agent.executions.assigned()).isEmpty();
    agent.executions.addTriggers("schedule", TestAgent.MANUAL);
    reconciler.reconcile();
    assertThat(agent.sandbox.started).hasSize(1);
  }

  @Test
  void reportsAFailureForATriggerTypeThatStaysUnknown() {
    Desired desired = desired(SCHEDULED);
    reconciler.desire(List.of(desired));
    time.pass(Reconciler.TRIGGER_PATIENCE);
    reconciler.reconcile();
    reconciler.reconcile();
    assertThat(agent.reports.statuses()).hasSize(1);
    assertThat(agent.reports.lastStatus().status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(agent.reports.lastStatus().deploymentId()).hasValue(desired.deploymentId());
    assertThat(agent.reports.lastStatus().reason())
        .isEqualTo(
            "script \"s\" wants a trigger of type \"schedule\", which agent agent-1 does not know; it knows: manual");
  }

  @Test
  void startsWhatWasRefusedOnceScriptsAreEnabled() {
    agent.executions.policy(TestAgent.policy(false, 5));
    reconciler.desire(List.of(desired(Scripts.daemon("a"))));
    assertThat(agent.reports.all).isEmpty();
    agent.executions.policy(TestAgent.policy(true, 5));
    reconciler.reconcile();
    assertThat(agent.sandbox.started).hasSize(1);
  }

  @Test
  void withdrawsNothingBeforeTheColonyHasSpoken() {
    agent.executions.assign(Scripts.daemon("a"), Optional.of(UUID.randomUUID()));
    reconciler.reconcile();
    assertThat(agent.executions.assigned()).hasSize(1);
    assertThat(reconciler.desire(List.of())).isTrue();
    assertThat(agent.executions.assigned()).isEmpty();
    assertThat(reconciler.desire(List.of())).isFalse();
  }

  private static Desired desired(Script script) {
    return new Desired(script.id(), script.version(), UUID.randomUUID(), Optional.of(script));
  }
}
