// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coral.api.execution.Severity;
import coral.colony.egress.internal.Receiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Alerts on their way from the real store to real HTTP servers. */
class SinkPumpTest extends SinkFixture {
  @Test
  void deliversWhatAScriptSays() {
    Receiver receiver = receiver((n, headers) -> 204);
    SinkPump pump = pump(webhook(receiver.uri("/hook?x=1")));
    colony.emit(
        "latency",
        "alert",
        "critical",
        "{\"severity\":\"critical\",\"message\":\"slow\",\"service\":\"payments\",\"p99_ms\":650}");
    pump.wake();
    awaitRequests(receiver, 1);
    Receiver.Got got = receiver.got().getFirst();
    assertThat(got.path()).isEqualTo("/hook?x=1");
    assertThat(got.header("Content-Type")).isEqualTo("application/json");
    JsonNode body = got.json();
    assertThat(body.at("/version").asInt()).isEqualTo(1);
    assertThat(body.at("/id").asString()).isEqualTo(got.header("Idempotency-Key"));
    assertThat(body.at("/group").asString()).isEqualTo("latency");
    assertThat(body.at("/alerts")).hasSize(1);
    JsonNode alert = body.at("/alerts/0");
    assertThat(alert.at("/script").asString()).isEqualTo("latency");
    assertThat(alert.at("/agent").asString()).isEqualTo("agent-1");
    assertThat(alert.at("/severity").asString()).isEqualTo("critical");
    assertThat(alert.at("/name").asString()).isEqualTo("alert");
    assertThat(alert.at("/message").asString()).isEqualTo("slow");
    assertThat(alert.at("/data/p99_ms").asInt()).isEqualTo(650);
    assertThat(alert.at("/timestamp").asString()).matches("20..-..-..T.*Z");
    assertThat(alert.at("/id").asString()).matches("[0-9a-f-]{36}-[0-9]+");
    awaitNothingPending();
    await().until(() -> pump.stats().delivered() == 1);
  }

  @Test
  void sendsTheTokenOfTheFileAsItIsNow() throws IOException {
    Path token = Files.writeString(directory.resolve("webhook.token"), "first\n");
    Receiver receiver = receiver((n, headers) -> 200);
    SinkPump pump =
        pump(new WebhookSink("webhook", receiver.uri("/"), Severity.DEBUG, Optional.of(token)));
    alert("latency", 1);
    pump.wake();
    awaitRequests(receiver, 1);
    Files.writeString(token, "second");
    alert("latency", 2);
    pump.wake();
    awaitRequests(receiver, 2);
    assertThat(receiver.got())
        .extracting(got -> got.header("Authorization"))
        .containsExactly("Bearer first", "Bearer second");
  }

  @Test
  void leavesOutWhatIsNotSevereEnough() {
    Receiver receiver = receiver((n, headers) -> 200);
    SinkPump pump =
        pump(new WebhookSink("webhook", receiver.uri("/"), Severity.ERROR, Optional.empty()));
    colony.emit("latency", "alert", "warning", "{\"message\":\"no\"}");
    colony.emit("latency", "alert", "", "{\"message\":\"no\"}");
    colony.emit("latency", "correlation", "critical", "{\"message\":\"no\"}");
    colony.emit("latency", "alert", "error", "{\"message\":\"yes\"}");
    pump.wake();
    awaitRequests(receiver, 1);
    assertThat(receiver.got().getFirst().json().at("/alerts"))
        .extracting(alert -> alert.path("message").asString())
        .containsExactly("yes");
  }

  @Test
  void groupsAlertsOfOneScriptUpToTheMost() {
    Receiver receiver = receiver((n, headers) -> 200);
    SinkPump pump = pump(webhook(receiver.uri("/")), settings(Duration.ofMillis(400), 3));
    IntStream.rangeClosed(1, 4).forEach(n -> alert("latency", n));
    alert("errors", 9);
    pump.wake();
    awaitRequests(receiver, 3);
    assertThat(receiver.got())
        .extracting(got -> got.json().path("group").asString() + got.json().path("alerts").size())
        .containsExactlyInAnyOrder("latency3", "latency1", "errors1");
    assertThat(receiver.got().getFirst().json().path("alerts").size()).isEqualTo(3);
  }

  @Test
  void saysWhatIsWrongWithATokenFileWithoutItsContent() throws IOException {
    Path token = Files.writeString(directory.resolve("webhook.token"), "two\nlines");
    Receiver receiver = receiver((n, headers) -> 200);
    SinkPump pump =
        pump(
            new WebhookSink("webhook", receiver.uri("/"), Severity.DEBUG, Optional.of(token)),
            persistent(Duration.ofSeconds(5)));
    alert("latency", 1);
    pump.wake();
    await().until(() -> pump.stats().failed() > 0);
    assertThat(pump.stats().lastError())
        .isEqualTo("the request cannot be made: %s does not hold one token".formatted(token));
    Files.writeString(token, "one");
    awaitRequests(receiver, 1);
  }

  @Test
  void tellsAlertmanagerOfTheSameProblemWithTheSameLabels() {
    Receiver receiver = receiver((n, headers) -> 200);
    SinkPump pump =
        pump(new AlertmanagerSink("alertmanager", receiver.uri("/api/v2/alerts"), Severity.INFO));
    colony.emit(
        "latency",
        "alert",
        "warning",
        "{\"name\":\"SlowPayments\",\"message\":\"P99 is 650 ms\",\"service\":\"payments\","
            + "\"p99\":650,\"labels\":{\"cloud.region\":\"eu\",\"severity\":\"no\"}}");
    pump.wake();
    awaitRequests(receiver, 1);
    assertThat(receiver.got().getFirst().path()).isEqualTo("/api/v2/alerts");
    JsonNode alert = receiver.got().getFirst().json().path(0);
    assertThat(alert.path("labels").toString())
        .isEqualTo(
            "{\"cloud_region\":\"eu\",\"severity\":\"warning\",\"service\":\"payments\","
                + "\"alertname\":\"SlowPayments\",\"script\":\"latency\",\"agent\":\"agent-1\"}");
    assertThat(alert.at("/annotations/summary").asString()).isEqualTo("P99 is 650 ms");
    assertThat(alert.at("/annotations/data").asString()).contains("\"p99\":650");
    assertThat(alert.path("startsAt").asString()).endsWith("Z");
  }
}
