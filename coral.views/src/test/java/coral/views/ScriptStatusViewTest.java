// SPDX-License-Identifier: Apache-2.0
package coral.views;

import static org.assertj.core.api.Assertions.assertThat;

import coral.proto.agent.v1.ScheduleTrigger;
import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptExecution;
import coral.proto.agent.v1.ScriptLogEntry;
import coral.proto.agent.v1.ScriptTrigger;
import coral.proto.agent.v1.SkippedAgent;
import coral.proto.colony.v1.ScriptDetail;
import org.junit.jupiter.api.Test;

class ScriptStatusViewTest {
  @Test
  void writesTheScriptsOwnMembersBesideTheOthers() {
    ScriptStatusView view =
        ScriptStatusView.of(ScriptDetail.newBuilder().setSummary(ScriptViewTest.SCRIPT).build());
    assertThat(ViewJson.text(view))
        .isEqualTo(
            "{"
                + ScriptViewTest.MEMBERS
                + """
                ,"trigger_detail":{"type":"manual","cron":null,"time_zone":null,"condition":null,\
                "check_interval_seconds":null,"configuration":null},"args":{},"skipped":[],"executions":[],\
                "recent_logs":[]}""");
  }

  @Test
  void tellsTheTriggerOfTheVersionInTheSummary() {
    ScriptDetail detail =
        ScriptDetail.newBuilder()
            .setTrigger(trigger("@hourly"))
            .setScript(Script.newBuilder().setTrigger(trigger("@daily")))
            .build();
    assertThat(ScriptStatusView.of(detail).triggerDetail().cron()).isEqualTo("@hourly");
  }

  private static ScriptTrigger.Builder trigger(String cron) {
    return ScriptTrigger.newBuilder().setSchedule(ScheduleTrigger.newBuilder().setCron(cron));
  }

  @Test
  void tellsArgumentsByNameWithTheirValuesQuoted() {
    ScriptDetail detail =
        ScriptDetail.newBuilder().putArgs("url", "a=\"b\", c").putArgs("limit", "5").build();
    assertThat(ScriptStatusView.of(detail).argsLine())
        .isEqualTo("limit=\"5\", url=\"a=\\\"b\\\", c\"");
  }

  @Test
  void keepsTheOrderOfExecutionsAndLines() {
    ScriptStatusView view =
        ScriptStatusView.of(
            ScriptDetail.newBuilder()
                .addExecutions(ScriptExecution.newBuilder().setExecutionId("e2"))
                .addExecutions(ScriptExecution.newBuilder().setExecutionId("e1"))
                .addRecentLogs(ScriptLogEntry.newBuilder().setLine("one"))
                .addRecentLogs(ScriptLogEntry.newBuilder().setLine("two"))
                .addSkipped(SkippedAgent.newBuilder().setAgentId("c").setReason("no Deno"))
                .build());
    assertThat(view.executions())
        .extracting(ExecutionView::executionId)
        .containsExactly("e2", "e1");
    assertThat(view.recentLogs()).extracting(LogView::line).containsExactly("one", "two");
    assertThat(ViewJson.tree(view).path("skipped").toString())
        .isEqualTo(
            """
            [{"agent_id":"c","reason":"no Deno"}]""");
    assertThat(view.skipped().getFirst().line()).isEqualTo("Not on c: no Deno");
  }
}
