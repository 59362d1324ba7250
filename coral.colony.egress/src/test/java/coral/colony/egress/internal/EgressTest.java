// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coral.api.agent.Agent;
import coral.api.agent.AgentDirectory;
import coral.api.error.CoralException;
import coral.api.execution.Report;
import coral.proto.colony.v1.DeadLetter;
import coral.proto.colony.v1.EgressStatus;
import coral.proto.colony.v1.GetEgressStatusRequest;
import coral.proto.colony.v1.ListDeadLettersRequest;
import coral.proto.colony.v1.ResendDeadLettersRequest;
import io.grpc.stub.StreamObserver;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of it over the real store, as an operator sees it. */
class EgressTest {
  @TempDir Path directory;
  private TestColony colony;
  private Egress egress;

  @BeforeAll
  static void bePatient() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
  }

  @BeforeEach
  void open() {
    colony = new TestColony(directory);
  }

  @AfterEach
  void close() {
    egress.close();
    colony.close();
  }

  private void start(TestConfig config) {
    egress =
        new Egress(
            Settings.of(config.config()),
            new Egress.Parts(
                colony.cursors(),
                colony.states(),
                colony.deliveries(),
                new NoAgents(),
                Clock.systemUTC()));
  }

  private void emit(String event, String json) {
    Report report = colony.emit("latency", event, "warning", json);
    egress.onReports("agent-1", List.of(report));
  }

  private EgressStatus status() {
    return answer(out -> api().getEgressStatus(GetEgressStatusRequest.getDefaultInstance(), out));
  }

  private List<DeadLetter> deadLetters() {
    return EgressTest.<coral.proto.colony.v1.ListDeadLettersResponse>answer(
            out -> api().listDeadLetters(ListDeadLettersRequest.getDefaultInstance(), out))
        .getDeadLettersList();
  }

  private List<String> resend(ResendDeadLettersRequest request) {
    return EgressTest.<coral.proto.colony.v1.ResendDeadLettersResponse>answer(
            out -> api().resendDeadLetters(request, out))
        .getIdsList();
  }

  private EgressApi api() {
    return new EgressApi(egress);
  }

  private static <T> T answer(Consumer<StreamObserver<T>> call) {
    List<T> answers = new ArrayList<>();
    call.accept(
        new StreamObserver<>() {
          @Override
          public void onNext(T value) {
            answers.add(value);
          }

          @Override
          public void onError(Throwable e) {
            throw new AssertionError(e);
          }

          @Override
          public void onCompleted() {}
        });
    return answers.getFirst();
  }

  @Test
  void showsMetricsAndItsOwnFigures() throws Exception {
    start(new TestConfig().with("prometheus__port", 0));
    await().until(() -> colony.cursors().open("metrics") > 0);
    emit("metric", "{\"name\":\"queue.length\",\"value\":3}");
    emit("metric", "nonsense");
    await()
        .untilAsserted(
            () -> {
              Scrape scrape = Scrape.of(egress.prometheusUrl().orElseThrow());
              assertThat(scrape.samples())
                  .containsEntry("queue_length{agent=\"agent-1\",script=\"latency\"}", 3.0)
                  .containsEntry("coral_egress_series", 1.0)
                  .containsEntry("coral_egress_metrics_malformed_total", 1.0)
                  .containsEntry("coral_colony_reports_applied_total", 2.0)
                  .containsEntry("coral_colony_agents_connected", 0.0);
            });
    assertThat(status().getSeries()).isEqualTo(1);
    assertThat(status().getPrometheus()).startsWith("http://127.0.0.1:").endsWith("/metrics");
  }

  @Test
  void countsDeliveriesBySink() throws Exception {
    try (Receiver receiver = new Receiver((n, headers) -> 200)) {
      start(
          new TestConfig()
              .with("prometheus__port", 0)
              .with("group__wait__seconds", 0)
              .with("webhook__url", new String[] {receiver.uri("/").toString()}));
      colony.cursors().open("webhook");
      emit("alert", "{\"message\":\"slow\"}");
      await().until(() -> status().getSinks(0).getDelivered() == 1);
      assertThat(Scrape.of(egress.prometheusUrl().orElseThrow()).samples())
          .containsEntry(
              "coral_egress_deliveries_total{result=\"delivered\",sink=\"webhook\"}", 1.0)
          .containsEntry("coral_egress_deliveries_total{result=\"dead\",sink=\"webhook\"}", 0.0)
          .containsEntry("coral_egress_pending_deliveries{sink=\"webhook\"}", 0.0)
          .containsEntry("coral_egress_dead_letters{sink=\"webhook\"}", 0.0);
      assertThat(status().getSinks(0).hasLastDeliveredAt()).isTrue();
    }
  }

  @Test
  void goesOnWhereThePortIsTaken() throws Exception {
    try (Receiver receiver = new Receiver((n, headers) -> 200);
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      start(
          new TestConfig()
              .with("prometheus__port", taken.getLocalPort())
              .with("group__wait__seconds", 0)
              .with("webhook__url", new String[] {receiver.uri("/").toString(), "nowhere"}));
      assertThat(status().getProblemsList())
          .satisfiesExactly(
              problem -> assertThat(problem).startsWith("egress.webhook_url is \"nowhere\""),
              problem -> assertThat(problem).startsWith("cannot listen on 127.0.0.1:"));
      colony.cursors().open("webhook");
      emit("alert", "{}");
      await().until(() -> receiver.got().size() == 1);
    }
  }

  @Test
  void sendsDeadLettersAgainByTheBeginningOfTheirIds() {
    try (Receiver receiver = new Receiver((n, headers) -> n == 0 ? 404 : 200)) {
      start(
          new TestConfig()
              .with("group__wait__seconds", 0)
              .with("webhook__url", new String[] {receiver.uri("/").toString()}));
      colony.cursors().open("webhook");
      emit("alert", "{}");
      await().until(() -> deadLetters().size() == 1);
      DeadLetter dead = deadLetters().getFirst();
      assertThat(dead.getReason()).isEqualTo("it answered 404");
      assertThat(dead.getScript()).isEqualTo("latency");
      assertThat(status().getSinks(0).getDead()).isEqualTo(1);

      refused("no dead letter has the id \"3e1d2c4b\"", "3e1d2c4b");
      refused(
          "no dead letter has the id \"" + dead.getId().charAt(0) + "\"",
          dead.getId().substring(0, 1));
      assertThatThrownBy(() -> resend(ResendDeadLettersRequest.getDefaultInstance()))
          .hasMessageContaining("name their ids, or all of them");
      assertThat(
              resend(
                  ResendDeadLettersRequest.newBuilder()
                      .addIds(dead.getId().substring(0, 8))
                      .build()))
          .containsExactly(dead.getId());
      await().until(() -> status().getSinks(0).getDelivered() == 1);
      assertThat(deadLetters()).isEmpty();
    }
  }

  private void refused(String sentence, String id) {
    assertThatThrownBy(() -> resend(ResendDeadLettersRequest.newBuilder().addIds(id).build()))
        .isInstanceOf(CoralException.class)
        .hasMessageStartingWith(sentence);
  }

  @Test
  void doesNotSendLaterWhatWasEmittedWithoutASink() {
    try (Receiver receiver = new Receiver((n, headers) -> 200)) {
      TestConfig config =
          new TestConfig()
              .with("group__wait__seconds", 0)
              .with("webhook__url", new String[] {receiver.uri("/").toString()});
      start(config);
      await().until(() -> colony.cursors().open("webhook") > 0);
      egress.close();
      start(new TestConfig());
      emit("alert", "{\"message\":\"nobody wants it\"}");
      egress.close();
      start(config);
      colony.cursors().open("webhook");
      emit("alert", "{\"message\":\"wanted\"}");
      await().until(() -> !receiver.got().isEmpty());
      assertThat(receiver.got().getFirst().json().at("/alerts"))
          .extracting(alert -> alert.path("message").asString())
          .containsExactly("wanted");
    }
  }

  @Test
  void buriesWhatWaitsForASinkThatIsGoneAndSaysSo() {
    start(new TestConfig().with("webhook__url", new String[] {"http://127.0.0.1:1/"}));
    colony.cursors().open("webhook");
    emit("alert", "{}");
    await().until(() -> status().getSinks(0).getPending() == 1);
    egress.close();
    start(new TestConfig());
    assertThat(deadLetters())
        .singleElement()
        .satisfies(
            dead ->
                assertThat(dead.getReason())
                    .isEqualTo("its sink is no longer in the configuration"));
    String id = deadLetters().getFirst().getId();
    assertThatThrownBy(() -> resend(ResendDeadLettersRequest.newBuilder().addIds(id).build()))
        .hasMessageContaining("is for webhook, which is not in use");
    assertThat(resend(ResendDeadLettersRequest.newBuilder().setAll(true).build())).isEmpty();
  }

  @Test
  void leavesNoThreadAndNoPortBehind() throws Exception {
    try (Receiver receiver = new Receiver((n, headers) -> Receiver.HANGS)) {
      start(
          new TestConfig()
              .with("prometheus__port", 0)
              .with("otlp__endpoint", receiver.uri("/v1/metrics").toString())
              .with("group__wait__seconds", 0)
              .with("webhook__url", new String[] {receiver.uri("/").toString()}));
      colony.cursors().open("webhook");
      emit("alert", "{}");
      await().until(() -> !receiver.got().isEmpty());
      String url = egress.prometheusUrl().orElseThrow();
      egress.close();
      assertThatThrownBy(() -> Scrape.of(url)).isInstanceOf(ConnectException.class);
      await()
          .untilAsserted(
              () ->
                  assertThat(Thread.getAllStackTraces().keySet())
                      .extracting(Thread::getName)
                      .noneMatch(name -> name.startsWith("coral-egress")));
    }
  }

  private static final class NoAgents implements AgentDirectory {
    @Override
    public List<Agent> agents() {
      return List.of();
    }

    @Override
    public Optional<Agent> find(String agentId) {
      return Optional.empty();
    }

    @Override
    public AutoCloseable listen(Runnable listener) {
      return () -> {};
    }
  }
}
