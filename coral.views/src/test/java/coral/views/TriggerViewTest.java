// SPDX-License-Identifier: Apache-2.0
package coral.views;

import static org.assertj.core.api.Assertions.assertThat;

import coral.proto.agent.v1.CustomTrigger;
import coral.proto.agent.v1.EventTrigger;
import coral.proto.agent.v1.ManualTrigger;
import coral.proto.agent.v1.ScheduleTrigger;
import coral.proto.agent.v1.ScriptTrigger;
import org.junit.jupiter.api.Test;

class TriggerViewTest {
  @Test
  void tellsAManualTrigger() {
    TriggerView absent = TriggerView.of(ScriptTrigger.getDefaultInstance());
    assertThat(absent.line()).isEqualTo("manual");
    assertThat(
            TriggerView.of(
                ScriptTrigger.newBuilder().setManual(ManualTrigger.getDefaultInstance()).build()))
        .isEqualTo(absent);
  }

  @Test
  void tellsAScheduleWithItsTimeZone() {
    TriggerView view =
        TriggerView.of(
            ScriptTrigger.newBuilder()
                .setSchedule(
                    ScheduleTrigger.newBuilder().setCron("@hourly").setTimeZone("Asia/Tokyo"))
                .build());
    assertThat(view.line()).isEqualTo("schedule \"@hourly\" (Asia/Tokyo)");
    assertThat(ViewJson.text(view))
        .isEqualTo(
            """
            {"type":"schedule","cron":"@hourly","time_zone":"Asia/Tokyo","condition":null,\
            "check_interval_seconds":null,"configuration":null}""");
  }

  @Test
  void tellsAConditionOnOneLine() {
    TriggerView view =
        TriggerView.of(
            ScriptTrigger.newBuilder()
                .setEvent(EventTrigger.newBuilder().setCondition("SELECT 1\n  > 0\n"))
                .build());
    assertThat(view.line()).isEqualTo("event \"SELECT 1 > 0\", checked every 60 s");
    assertThat(ViewJson.text(view))
        .isEqualTo(
            """
            {"type":"event","cron":null,"time_zone":null,"condition":"SELECT 1\\n  > 0\\n",\
            "check_interval_seconds":60,"configuration":null}""");
  }

  @Test
  void tellsABundlesTypeWithItsConfiguration() {
    TriggerView view =
        TriggerView.of(
            ScriptTrigger.newBuilder()
                .setCustom(CustomTrigger.newBuilder().setType("tide").setConfigJson("{\"at\":1}"))
                .build());
    assertThat(view.line()).isEqualTo("tide {\"at\":1}");
    assertThat(ViewJson.tree(view).path("configuration").asString()).isEqualTo("{\"at\":1}");
  }
}
