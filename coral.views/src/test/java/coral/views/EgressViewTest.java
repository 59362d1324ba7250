// SPDX-License-Identifier: Apache-2.0
package coral.views;

import static org.assertj.core.api.Assertions.assertThat;

import coral.proto.colony.v1.DeadLetter;
import coral.proto.colony.v1.EgressSink;
import coral.proto.colony.v1.EgressStatus;
import org.junit.jupiter.api.Test;

class EgressViewTest {
  @Test
  void writesEveryMemberOfAStatus() {
    EgressStatus status =
        EgressStatus.newBuilder()
            .setPrometheus("http://127.0.0.1:9464/metrics")
            .setSeries(2)
            .addSinks(
                EgressSink.newBuilder()
                    .setName("webhook")
                    .setAddress("http://127.0.0.1:9000")
                    .setMinSeverity("warning")
                    .setDelivered(3)
                    .setLastDeliveredAt(Wire.at("2026-01-10T12:00:00Z")))
            .addProblems("a problem")
            .build();
    assertThat(ViewJson.text(EgressView.of(status)))
        .isEqualTo(
            """
            {"prometheus":"http://127.0.0.1:9464/metrics","otlp":null,"otlp_exports":0,\
            "otlp_failures":0,"otlp_last_error":null,"series":2,"series_refused":0,\
            "metrics_malformed":0,"sinks":[{"name":"webhook","address":"http://127.0.0.1:9000",\
            "min_severity":"warning","pending":0,"dead":0,"delivered":3,"failed":0,\
            "last_error":null,"last_delivered_at":"2026-01-10T12:00:00Z"}],\
            "problems":["a problem"]}""");
  }

  @Test
  void saysWhereOtlpGoesAndHowItWent() {
    assertThat(EgressView.of(EgressStatus.getDefaultInstance()).otlpLine()).isEqualTo("off");
    EgressStatus.Builder on =
        EgressStatus.newBuilder().setOtlp("http://otel:4318").setOtlpExports(1200);
    assertThat(EgressView.of(on.build()).otlpLine())
        .isEqualTo("http://otel:4318, 1,200 exports, 0 failures");
    on.setOtlpFailures(1).setOtlpLastError("refused");
    assertThat(EgressView.of(on.build()).otlpLine()).endsWith("1 failures, the last: refused");
  }

  @Test
  void writesEveryMemberOfADeadLetter() {
    DeadLetter dead =
        DeadLetter.newBuilder()
            .setId("0199")
            .setSink("webhook")
            .setScriptId("0198")
            .setScript("alert")
            .setAlerts(2)
            .setAttempts(7)
            .setReason("HTTP 500")
            .setDiedAt(Wire.at("2026-01-10T12:00:00Z"))
            .build();
    assertThat(ViewJson.text(DeadLetterView.of(dead)))
        .isEqualTo(
            """
            {"id":"0199","sink":"webhook","script_id":"0198","script":"alert","alerts":2,\
            "attempts":7,"reason":"HTTP 500","created_at":null,\
            "died_at":"2026-01-10T12:00:00Z"}""");
  }
}
