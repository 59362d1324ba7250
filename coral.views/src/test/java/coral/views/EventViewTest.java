// SPDX-License-Identifier: Apache-2.0
package coral.views;

import static org.assertj.core.api.Assertions.assertThat;

import coral.proto.colony.v1.EventEntry;
import org.junit.jupiter.api.Test;

class EventViewTest {
  private static final EventEntry EVENT =
      EventEntry.newBuilder()
          .setTimestamp(Wire.at("2026-01-10T12:00:00Z"))
          .setAgentId("a")
          .setScript("latency")
          .setScriptId("0199")
          .setExecutionId("e1")
          .setSequence(7)
          .setSeverity("critical")
          .setName("alert")
          .setData("{\"p99\":1.5}")
          .build();

  @Test
  void writesEveryMember() {
    assertThat(ViewJson.text(EventView.of(EVENT)))
        .isEqualTo(
            """
            {"timestamp":"2026-01-10T12:00:00Z","agent_id":"a","script":"latency",\
            "script_id":"0199","execution_id":"e1","sequence":7,"severity":"critical",\
            "name":"alert","data":{"p99":1.5}}""");
  }

  @Test
  void tellsTheSameInARow() {
    assertThat(EventView.of(EVENT).row())
        .isEqualTo("[a] 2026-01-10T12:00:00Z latency [CRITICAL] event alert {\"p99\":1.5}");
  }

  @Test
  void anEventWithoutDataHasNull() {
    EventView view = EventView.of(EVENT.toBuilder().clearData().build());
    assertThat(ViewJson.text(view)).endsWith("\"data\":null}");
  }
}
