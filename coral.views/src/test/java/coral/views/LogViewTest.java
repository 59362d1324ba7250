// SPDX-License-Identifier: Apache-2.0
package coral.views;

import static org.assertj.core.api.Assertions.assertThat;

import coral.proto.agent.v1.ScriptLogEntry;
import org.junit.jupiter.api.Test;

class LogViewTest {
  private static final ScriptLogEntry LINE =
      ScriptLogEntry.newBuilder()
          .setTimestamp(Wire.at("2025-12-23T10:15:23.25Z"))
          .setAgentId("payments-1")
          .setExecutionId("e1")
          .setSequence(7)
          .setStream("stdout")
          .setLine("P99: 450ms")
          .build();

  @Test
  void aLineHasNoEvent() {
    assertThat(ViewJson.text(LogView.of(LINE)))
        .isEqualTo(
            """
            {"timestamp":"2025-12-23T10:15:23.250Z","agent_id":"payments-1","execution_id":"e1",\
            "sequence":7,"stream":"stdout","line":"P99: 450ms"}""");
    assertThat(LogView.of(LINE).row()).isEqualTo("[payments-1] 2025-12-23T10:15:23Z P99: 450ms");
  }

  @Test
  void anEventHasNoLine() {
    LogView view =
        event(
            """
            {"name":"alert","severity":"critical","data":{"p99":520}}""");
    assertThat(ViewJson.text(view))
        .isEqualTo(
            """
            {"timestamp":"2025-12-23T10:15:23.250Z","agent_id":"payments-1","execution_id":"e1",\
            "sequence":7,"stream":"event",\
            "event":{"name":"alert","severity":"critical","data":{"p99":520}}}""");
    assertThat(view.row())
        .isEqualTo("[payments-1] 2025-12-23T10:15:23Z [CRITICAL] event alert {\"p99\":520}");
  }

  @Test
  void anEventWithoutSeverityIsShownAsInfoAndWrittenAsItCame() {
    LogView without =
        event(
            """
            {"name":"seen","data":null}""");
    assertThat(without.text()).isEqualTo("[INFO] event seen null");
    assertThat(ViewJson.tree(without).path("event").toString())
        .isEqualTo(
            """
            {"name":"seen","data":null}""");
    LogView empty =
        event(
            """
            {"name":"seen","severity":"","data":1}""");
    assertThat(empty.text()).isEqualTo("[INFO] event seen 1");
    assertThat(ViewJson.tree(empty).path("event").toString())
        .isEqualTo(
            """
            {"name":"seen","severity":"","data":1}""");
  }

  private static LogView event(String json) {
    return LogView.of(LINE.toBuilder().setStream("event").setLine(json).build());
  }
}
