// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coral.proto.agent.v1.Consumption;
import coral.proto.agent.v1.LimitHit;
import coral.proto.agent.v1.QueryUsage;
import coral.proto.agent.v1.ScheduleTrigger;
import coral.proto.agent.v1.ScriptExecution;
import coral.proto.agent.v1.ScriptLogEntry;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.agent.v1.ScriptTrigger;
import coral.proto.colony.v1.DesiredScript;
import coral.proto.colony.v1.GetScriptRequest;
import coral.proto.colony.v1.RollbackRequest;
import coral.proto.colony.v1.ScriptDetail;
import coral.proto.colony.v1.ScriptSummary;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scripts and their executions as front ends see them. */
class ScriptViewsTest {
  private TestColony colony;

  @BeforeEach
  void open() throws Exception {
    colony = new TestColony();
  }

  @AfterEach
  void close() throws Exception {
    colony.close();
  }

  @Test
  void listsDeployedScriptsNewestFirstAndByStatus() {
    FakeAgent agent = colony.startingAgent("a");
    colony.deploy(TestColony.script("first", "a()"));
    colony.clock.advance(Duration.ofSeconds(1));
    colony.deploy(TestColony.script("second", "b()"));
    DesiredScript second = agent.desired("second");
    agent.completed(second);
    await().until(() -> colony.status("second") == ScriptStatus.SCRIPT_STATUS_COMPLETED);
    assertThat(colony.list(""))
        .extracting(ScriptSummary::getName)
        .containsExactly("second", "first");
    assertThat(colony.list("ALL")).hasSize(2);
    assertThat(colony.list("running"))
        .singleElement()
        .satisfies(
            summary -> {
              assertThat(summary.getName()).isEqualTo("first");
              assertThat(summary.getAgentsList()).containsExactly("a");
              assertThat(summary.getTrigger()).isEqualTo("manual");
              assertThat(summary.getCreatedBy()).isEqualTo("ada");
            });
    assertThatThrownBy(() -> colony.list("sleeping")).hasMessageContaining("\"sleeping\"");
  }

  @Test
  void showsAScriptWithItsExecutionsOutputAndLogs() {
    FakeAgent agent = colony.startingAgent("a");
    colony.deploy(TestColony.script("alert", "a()"));
    DesiredScript script = agent.desired("alert");
    for (int i = 1; i <= 12; i++) {
      agent.line(script, "line " + i);
    }
    agent.event(script, "alert", "{\"p99\":1}");
    agent.status(script, ScriptStatus.SCRIPT_STATUS_FAILED, "exit code 1");
    await().until(() -> colony.status("alert") == ScriptStatus.SCRIPT_STATUS_FAILED);

    var detail = colony.ask().getScript(GetScriptRequest.newBuilder().setScript("alert").build());
    assertThat(detail.getScript().getCode()).isEqualTo("a()");
    assertThat(detail.getSummary().getReason()).isEqualTo("a: exit code 1");
    ScriptExecution execution = detail.getExecutions(0);
    assertThat(execution.getStdout()).startsWith("line 1\n").endsWith("line 12\n");
    assertThat(execution.getEvents(0).getData()).isEqualTo("{\"p99\":1}");
    assertThat(execution.getExitCode()).isEqualTo(1);
    assertThat(detail.getRecentLogsList()).hasSize(10);
    ScriptLogEntry event = detail.getRecentLogs(9);
    assertThat(event.getStream()).isEqualTo("event");
    assertThat(event.getLine())
        .isEqualTo("{\"name\":\"alert\",\"severity\":\"critical\",\"data\":{\"p99\":1}}");
  }

  @Test
  void tellsWhatAnExecutionUsedAndRanInto() {
    FakeAgent agent = colony.startingAgent("a");
    colony.deploy(TestColony.script("alert", "a()"));
    Consumption consumption =
        Consumption.newBuilder()
            .addHits(
                LimitHit.newBuilder()
                    .setLimit("script.max_lines_per_second")
                    .setValue("500 lines/s")
                    .setCount(12_345))
            .addHits(
                LimitHit.newBuilder()
                    .setLimit("memory_limit_mb")
                    .setValue("96 MB")
                    .setCount(1)
                    .setKilled(true))
            .setQuarantined(true)
            .setCpuMs(1234)
            .setPeakMemoryBytes(96L << 20)
            .setQueries(QueryUsage.newBuilder().setDone(3).setRows(7).setInjected(2).setCpuUs(900))
            .build();
    agent.status(
        agent.desired("alert"), ScriptStatus.SCRIPT_STATUS_FAILED, "too much memory", consumption);
    GetScriptRequest request = GetScriptRequest.newBuilder().setScript("alert").build();
    await().until(() -> colony.status("alert") == ScriptStatus.SCRIPT_STATUS_FAILED);
    assertThat(colony.ask().getScript(request).getExecutionsList())
        .extracting(ScriptExecution::getConsumption)
        .containsExactly(consumption);
  }

  @Test
  void keepsAnAnswerWithMuchOutputWithinAMessage() {
    FakeAgent agent = colony.startingAgent("a");
    colony.deploy(TestColony.script("alert", "x".repeat(1 << 20)));
    DesiredScript script = agent.desired("alert");
    String wide = "é".repeat(8_000);
    for (int i = 0; i < 300; i++) {
      agent.event(script, "alert", '"' + wide + '"');
      agent.line(script, wide);
    }
    agent.awaitAcknowledged(601);
    var detail =
        colony
            .ask()
            .getScript(GetScriptRequest.newBuilder().setScript("alert").setTail(500).build());
    assertThat(detail.getSerializedSize()).isLessThan(4 << 20);
    assertThat(detail.getRecentLogsList()).isNotEmpty();
    assertThat(detail.getExecutions(0).getStdout()).hasSizeGreaterThan(50_000);
  }

  @Test
  void showsOldVersionsAndSaysWhichThereAre() {
    colony.startingAgent("a");
    colony.deploy(TestColony.script("alert", "a()"));
    colony.deploy(TestColony.script("alert", "b()"));
    var request = GetScriptRequest.newBuilder().setScript("alert");
    assertThat(colony.ask().getScript(request.setVersion(1).build()).getScript().getCode())
        .isEqualTo("a()");
    assertThatThrownBy(() -> colony.ask().getScript(request.setVersion(3).build()))
        .hasMessageContaining("no version 3; its versions are 1 to 2");
    assertThatThrownBy(() -> colony.ask().getScript(request.setTail(-1).build()))
        .hasMessageContaining("tail -1 is negative");
  }

  @Test
  void tellsTheTriggerOfTheVersionThatIsDeployed() {
    colony.startingAgent("a");
    var schedule = ScheduleTrigger.newBuilder().setCron("0 3 * * *");
    colony.deploy(
        TestColony.script("alert", "a()").toBuilder()
            .setTrigger(ScriptTrigger.newBuilder().setSchedule(schedule))
            .build());
    colony.deploy(TestColony.script("alert", "b()"));
    var request = GetScriptRequest.newBuilder().setScript("alert").build();
    assertThat(colony.ask().getScript(request).getTrigger().hasManual()).isTrue();

    var _ =
        colony
            .ask()
            .rollbackScript(RollbackRequest.newBuilder().setScript("alert").setVersion(1).build());
    ScriptDetail detail = colony.ask().getScript(request);
    assertThat(detail.getSummary().getVersion()).isEqualTo(1);
    assertThat(detail.getTrigger().getSchedule().getCron()).isEqualTo("0 3 * * *");
    assertThat(detail.getScript().getCode()).as("the newest").isEqualTo("b()");
  }
}
