// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.execution.AssignedScript;
import coral.api.execution.Consumption;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.LimitHit;
import coral.api.query.QueryUsage;
import coral.api.script.Script;
import coral.api.script.ScriptSettings;
import coral.api.script.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExecutionTextTest {
  private static final UUID ALERT = UUID.fromString("01990000-0000-7000-8000-00000000000a");
  private static final UUID AUDIT = UUID.fromString("01990000-0000-7000-8000-00000000000b");

  private final FakeExecutionService agent = new FakeExecutionService();

  @Test
  void listsExecutionsOfEveryScript() {
    agent.assign(script(ALERT, "alert", Trigger.MANUAL), Optional.empty());
    agent.assign(script(AUDIT, "audit", new Trigger.Schedule("0 * * * *")), Optional.empty());
    agent.executions.add(execution(ALERT, ExecutionStatus.RUNNING, ""));
    agent.executions.add(execution(ALERT, ExecutionStatus.FAILED, "it threw"));

    assertThat(ExecutionText.table(agent).lines())
        .hasSize(4)
        .anyMatch(l -> l.matches("alert +2 +0199.* RUNNING +2026-07-01T10:00:00Z"))
        .anyMatch(l -> l.matches("alert +2 +0199.* FAILED +2026-07-01T10:00:05Z +it threw"))
        .anyMatch(l -> l.matches("audit +2 +- +- +- +trigger: schedule"));
  }

  @Test
  void saysWhatKeepsATriggerFromFiringAndHowManyFiringsWereLeftOut() {
    agent.scripts.add(
        new AssignedScript(
            script(AUDIT, "audit", new Trigger.Schedule("0 * * * *")),
            Optional.empty(),
            Optional.empty(),
            "no such table",
            3));
    agent.executions.add(execution(AUDIT, ExecutionStatus.COMPLETED, ""));

    assertThat(ExecutionText.table(agent).lines())
        .hasSize(3)
        .anyMatch(l -> l.matches("audit +2 +- +- +- +trigger: schedule: no such table"));
    assertThat(ScriptText.onAgent(agent, agent.scripts.getFirst()).lines())
        .contains(
            "its trigger cannot fire: no such table",
            "firings left out while a run was under way: 3");
  }

  @Test
  void namesTheLimitsThatAnExecutionRanInto() {
    agent.assign(script(ALERT, "alert", Trigger.MANUAL), Optional.empty());
    agent.executions.add(
        execution(
            ALERT,
            ExecutionStatus.FAILED,
            "too much memory",
            Consumption.NONE.soFar(
                List.of(
                    new LimitHit("script.max_lines_per_second", "500 lines/s", 12_345, false),
                    new LimitHit("memory_limit_mb", "96 MB", 1, true)),
                QueryUsage.NONE)));

    String expected =
        "too much memory; limit script.max_lines_per_second, 500 lines/s, exceeded 12,345 times;"
            + " limit memory_limit_mb, 96 MB, killed";
    assertThat(ExecutionText.table(agent).stripTrailing()).endsWith(expected);
    assertThat(ScriptText.onAgent(agent, agent.scripts.getFirst()).stripTrailing())
        .contains(expected);
  }

  @Test
  void saysWhyThereIsNothing() {
    assertThat(ExecutionText.table(agent)).isEqualTo("no scripts are deployed to this agent\n");
    agent.refusal = Optional.of("scripts are disabled");
    assertThat(ExecutionText.table(agent)).isEqualTo("scripts are disabled\n");
  }

  @Test
  void findsScriptByNameOrBeginningOfItsId() {
    agent.assign(script(ALERT, "alert", Trigger.MANUAL), Optional.empty());
    agent.assign(script(AUDIT, "audit", Trigger.MANUAL), Optional.empty());

    assertThat(ScriptText.find(agent, "audit")).contains(agent.scripts.get(1));
    assertThat(ScriptText.find(agent, ALERT.toString())).contains(agent.scripts.get(0));
    assertThat(ScriptText.find(agent, "other")).isEmpty();
    assertThatThrownBy(() -> ScriptText.find(agent, "0199"))
        .hasMessage("2 scripts have an id that begins with \"0199\": give more of it");
  }

  @Test
  void tellsOneScriptWithItsExecutions() {
    agent.assign(script(ALERT, "alert", Trigger.MANUAL), Optional.empty());
    agent.executions.add(execution(ALERT, ExecutionStatus.FAILED, "it threw"));

    assertThat(ScriptText.onAgent(agent, agent.scripts.getFirst()).lines())
        .startsWith("on this agent: alert version 2, trigger manual")
        .anyMatch(l -> l.matches("0199.* 2 +FAILED +2026-07-01T10:00:00Z +1 +bwrap +it threw"));
  }

  @Test
  void saysWhatThisProcessDoesNotHave() {
    assertThatThrownBy(() -> new AgentCommands().executions())
        .hasMessage(
            "this process has no scripts to run: connect to an agent with \"coral shell --data DIR\"");
    assertThatThrownBy(() -> new ColonyCommands().agents())
        .hasMessage(
            "this process has no agents: connect to a colony with \"coral shell --data DIR\"");
    assertThatThrownBy(() -> new ScriptCommand().script("alert"))
        .hasMessage("no script \"alert\" here: \"executions\" lists them");
  }

  private static Script script(UUID id, String name, Trigger trigger) {
    Instant created = Instant.parse("2026-07-01T09:00:00Z");
    return new Script(
        id, name, 2, "//", ScriptSettings.DAEMON, List.of(), trigger, created, "ann", false, "");
  }

  private static Execution execution(UUID script, ExecutionStatus status, String reason) {
    return execution(script, status, reason, Consumption.NONE);
  }

  private static Execution execution(
      UUID script, ExecutionStatus status, String reason, Consumption consumption) {
    Instant started = Instant.parse("2026-07-01T10:00:00.5Z");
    boolean ended = status.terminal();
    return new Execution(
        UUID.fromString("01990000-0000-7000-8000-0000000000e0"),
        script,
        2,
        Optional.empty(),
        "agent-1",
        status,
        started,
        ended ? Optional.of(started.plusSeconds(5)) : Optional.empty(),
        ended ? OptionalInt.of(1) : OptionalInt.empty(),
        false,
        reason,
        "bwrap",
        0,
        consumption);
  }
}
