// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Script;
import coral.api.script.ScriptSettings;
import coral.api.script.Trigger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trigger types come and go while scripts are held. */
class TriggerTypesTest {
  @TempDir Path directory;
  private TestAgent runtime;
  private Executions executions;

  @BeforeEach
  void setUp() {
    runtime = new TestAgent(directory);
    executions = runtime.executions;
  }

  @Test
  void namesTheTriggerTypesThatItKnows() {
    Script script =
        Scripts.script("a", 1, ScriptSettings.AD_HOC, new Trigger.Schedule("* * * * *"));
    assertThatThrownBy(() -> executions.assign(script, Optional.empty()))
        .isInstanceOfSatisfying(
            CoralException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
        .hasMessage(
            "script \"a\" wants a trigger of type \"schedule\", which agent agent-1 does not know; it knows: manual");
    assertThat(executions.assigned()).isEmpty();
  }

  @Test
  void tellsTheTypesThatItKnowsAndThoseOfScriptsThatItHolds() {
    assertThat(executions.triggerTypes()).containsExactly("manual");
    FakeTriggers schedules = new FakeTriggers();
    executions.addTriggers("schedule", schedules);
    assertThat(executions.triggerTypes()).containsExactly("manual", "schedule");
    executions.assign(
        Scripts.script("a", 1, ScriptSettings.AD_HOC, new Trigger.Schedule("* * * * *")),
        Optional.empty());
    executions.removeTriggers("schedule", schedules);
    executions.removeTriggers("manual", TestAgent.MANUAL);
    assertThat(executions.triggerTypes()).containsExactly("schedule");
  }

  @Test
  void tellsListenersWhenATriggerTypeComesAndGoes() throws Exception {
    List<List<String>> told = new ArrayList<>();
    FakeTriggers schedules = new FakeTriggers();
    try (var _ = executions.listenToTriggers(() -> told.add(executions.triggerTypes()))) {
      executions.addTriggers("schedule", schedules);
      executions.removeTriggers("schedule", schedules);
    }
    executions.addTriggers("schedule", schedules);
    assertThat(told).containsExactly(List.of("manual", "schedule"), List.of("manual"));
  }

  @Test
  void firesNoManualScriptAgainWhenItsTriggerTypeIsUpdated() {
    executions.assign(Scripts.daemon("a"), Optional.empty());
    executions.removeTriggers("manual", TestAgent.MANUAL);
    executions.addTriggers("manual", TestAgent.MANUAL);
    assertThat(runtime.sandbox.started).hasSize(1);
    runtime.sandbox.last().exits(0);
    executions.addTriggers("manual", TestAgent.MANUAL);
    assertThat(runtime.sandbox.started).hasSize(1);
  }
}
