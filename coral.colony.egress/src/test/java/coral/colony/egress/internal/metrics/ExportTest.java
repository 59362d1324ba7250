// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.metrics;

import static coral.colony.egress.internal.metrics.Events.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import coral.api.error.CoralException;
import coral.colony.egress.internal.Receiver;
import coral.colony.egress.internal.Scrape;
import coral.colony.egress.internal.TestColony;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same table as Prometheus scrapes it and as an OTLP receiver gets it. */
class ExportTest {
  private final MetricTable table = table();

  private static MetricTable table() {
    return new MetricTable(
        new MetricSettings(1_000, Duration.ofMinutes(5), Duration.ofHours(24)), Clock.systemUTC());
  }

  @BeforeAll
  static void bePatient() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
  }

  private void emit(String json) {
    table.add(metric("latency", Instant.now(), json));
  }

  private void emitSome() {
    emit(
        "{\"name\":\"payments.failure_ratio\",\"value\":0.25,\"unit\":\"1\",\"description\":\"Failed\","
            + "\"attributes\":{\"payment.provider\":\"a\\\"b\\nc\",\"script\":\"mine\"}}");
    emit("{\"name\":\"orders_total\",\"value\":2,\"type\":\"counter\"}");
    emit("{\"name\":\"orders_total\",\"value\":3,\"type\":\"counter\"}");
  }

  @Test
  void showsSeriesToPrometheus() throws Exception {
    emitSome();
    try (PrometheusEndpoint endpoint =
        new PrometheusEndpoint("127.0.0.1", 0, List.of(new PrometheusView(table)))) {
      Scrape scrape = Scrape.of(endpoint.url());
      assertThat(scrape.types())
          .isEqualTo(Map.of("payments_failure_ratio", "gauge", "orders_total", "counter"));
      assertThat(scrape.samples())
          .isEqualTo(
              Map.of(
                  "payments_failure_ratio{agent=\"agent-1\",exported_script=\"mine\","
                      + "payment_provider=\"a\\\"b\\nc\",script=\"latency\"}",
                  0.25,
                  "orders_total{agent=\"agent-1\",script=\"latency\"}",
                  5.0));
      assertThat(scrape.text()).contains("# HELP payments_failure_ratio Failed");
    }
  }

  @Test
  void showsWhateverScriptsCallThingsWithoutHarm() throws Exception {
    List<String> odd =
        List.of(
            "le", "quantile", "__name__", "job", "a b", "\\u0000", "\\ud83d", "🐟", "ü", "-", "1");
    for (String name : odd) {
      emit("{\"name\":\"m %1$s\",\"value\":1,\"labels\":{\"%1$s\":\"%1$s\"}}".formatted(name));
      emit("{\"name\":\"%s\",\"value\":1e-300,\"type\":\"counter\"}".formatted(name));
    }
    for (String name : List.of("x_total", "x_created", "x_bucket", "x_info", "x_sum", "x_count")) {
      emit("{\"name\":\"%s\",\"value\":1}".formatted(name));
      emit("{\"name\":\"%s\",\"value\":1,\"type\":\"counter\"}".formatted(name));
    }
    try (PrometheusEndpoint endpoint =
        new PrometheusEndpoint("127.0.0.1", 0, List.of(new PrometheusView(table)))) {
      Scrape scrape = Scrape.of(endpoint.url());
      assertThat(scrape.samples())
          .containsEntry("m_le{agent=\"agent-1\",le=\"le\",script=\"latency\"}", 1.0)
          .containsEntry("x{agent=\"agent-1\",script=\"latency\"}", 1.0)
          .containsEntry("x_sum{agent=\"agent-1\",script=\"latency\"}", 1.0);
      assertThat(scrape.samples().size()).isGreaterThan(15);
    }
  }

  @Test
  void endsAtOnceWhileItTriesAgain() {
    emit("{\"name\":\"orders\",\"value\":2}");
    try (Receiver receiver = new Receiver((n, headers) -> 503)) {
      OtlpForwarder forwarder =
          new OtlpForwarder(receiver.uri("/v1/metrics"), Map.of(), Duration.ofHours(1), table);
      await().until(() -> !receiver.got().isEmpty());
      assertTimeout(Duration.ofSeconds(8), forwarder::close);
    }
  }

  @Test
  void saysWhatToDoWhereAPortIsTaken() {
    try (PrometheusEndpoint first = new PrometheusEndpoint("127.0.0.1", 0, List.of())) {
      int port = URI.create(first.url()).getPort();
      assertThatThrownBy(() -> new PrometheusEndpoint("127.0.0.1", port, List.of()))
          .isInstanceOf(CoralException.class)
          .hasMessageStartingWith("cannot listen on 127.0.0.1:" + port + " for Prometheus (")
          .hasMessageEndingWith(
              "); choose another egress.prometheus_host or egress.prometheus_port, where 0 picks a free port");
    }
  }

  @Test
  void sendsSeriesToAnOtlpReceiver() throws Exception {
    emitSome();
    try (Receiver receiver = new Receiver((n, headers) -> 200);
        OtlpForwarder forwarder =
            new OtlpForwarder(
                receiver.uri("/v1/metrics"),
                Map.of("X-Tenant", "shop"),
                Duration.ofHours(1),
                table)) {
      await().until(() -> forwarder.exports() == 1);
      Receiver.Got got = receiver.got().getFirst();
      assertThat(got.path()).isEqualTo("/v1/metrics");
      assertThat(got.header("X-Tenant")).isEqualTo("shop");
      assertThat(got.header("Content-Type")).isEqualTo("application/x-protobuf");
      ResourceMetrics resource = decoded(got).getResourceMetrics(0);
      assertThat(attributes(resource.getResource().getAttributesList()))
          .isEqualTo(Map.of("service.name", "coral-colony"));
      Map<String, Metric> metrics =
          resource.getScopeMetrics(0).getMetricsList().stream()
              .collect(Collectors.toMap(Metric::getName, metric -> metric));
      Metric ratio = metrics.get("payments.failure_ratio");
      assertThat(ratio.getUnit()).isEqualTo("1");
      assertThat(ratio.getDescription()).isEqualTo("Failed");
      NumberDataPoint point = ratio.getGauge().getDataPoints(0);
      assertThat(point.getAsDouble()).isEqualTo(0.25);
      assertThat(attributes(point.getAttributesList()))
          .isEqualTo(
              Map.of(
                  "payment.provider",
                  "a\"b\nc",
                  "exported_script",
                  "mine",
                  "script",
                  "latency",
                  "agent",
                  "agent-1"));
      Metric orders = metrics.get("orders_total");
      assertThat(orders.getSum().getIsMonotonic()).isTrue();
      assertThat(orders.getSum().getAggregationTemporality())
          .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
      assertThat(orders.getSum().getDataPoints(0).getAsDouble()).isEqualTo(5);
      assertThat(orders.getSum().getDataPoints(0).getStartTimeUnixNano()).isPositive();
    }
  }

  @Test
  void sendsAgainWhatDidNotArrive() {
    emit("{\"name\":\"orders\",\"value\":2,\"type\":\"counter\"}");
    try (Receiver receiver = new Receiver((n, headers) -> n == 0 ? 400 : 200);
        OtlpForwarder forwarder =
            new OtlpForwarder(
                receiver.uri("/v1/metrics"), Map.of(), Duration.ofMillis(50), table)) {
      await().until(() -> forwarder.exports() > 0);
      assertThat(forwarder.failures()).isEqualTo(1);
      assertThat(forwarder.lastError()).isEmpty();
      assertThat(forwarder.endpoint()).isEqualTo(receiver.uri("/v1/metrics").toString());
    }
  }

  @Test
  void saysWhyNothingArrives() throws IOException {
    emit("{\"name\":\"orders\",\"value\":2}");
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    URI nobody = URI.create("http://127.0.0.1:" + port + "/v1/metrics");
    try (Receiver receiver = new Receiver((n, headers) -> 404);
        OtlpForwarder refused =
            new OtlpForwarder(receiver.uri("/v1/metrics"), Map.of(), Duration.ofHours(1), table);
        OtlpForwarder unheard = new OtlpForwarder(nobody, Map.of(), Duration.ofHours(1), table)) {
      await().until(() -> refused.failures() == 1);
      assertThat(refused.lastError()).isEqualTo("it answered 404");
      await().atMost(Duration.ofSeconds(45)).until(() -> unheard.failures() == 1);
      assertThat(unheard.lastError()).isEqualTo("it cannot be connected to");
    }
  }

  @Test
  void countsEachStoredEventOnceOverRestarts(@TempDir Path directory) {
    String more = "{\"name\":\"orders\",\"value\":1,\"type\":\"counter\"}";
    try (TestColony colony = new TestColony(directory)) {
      colony.cursors().open(MetricIntake.CONSUMER);
      colony.emit("shop", "metric", "", more);
      try (MetricIntake intake = intake(colony, table)) {
        awaitOrders(table, 1);
        colony.emit("shop", "metric", "", more);
        intake.wake();
        awaitOrders(table, 2);
      }
      colony.emit("shop", "metric", "", more);
    }
    MetricTable afterwards = table();
    try (TestColony colony = new TestColony(directory);
        MetricIntake intake = intake(colony, afterwards)) {
      awaitOrders(afterwards, 3);
    }
  }

  @Test
  void countsEachStoredEventOnceOverAKill(@TempDir Path directory, @TempDir Path killed)
      throws IOException {
    String more = "{\"name\":\"orders\",\"value\":1,\"type\":\"counter\"}";
    try (TestColony colony = new TestColony(directory);
        MetricIntake intake = intake(colony, table)) {
      colony.cursors().open(MetricIntake.CONSUMER);
      colony.emit("shop", "metric", "", more);
      colony.emit("shop", "metric", "", more);
      intake.wake();
      awaitOrders(table, 2);
      // what a kill leaves: the files as they are, and no state saved at an end
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.toList()) {
          Files.copy(file, killed.resolve(file.getFileName()));
        }
      }
    }
    MetricTable afterwards = table();
    try (TestColony colony = new TestColony(killed);
        MetricIntake intake = intake(colony, afterwards)) {
      assertThat(colony.states().load()).isEmpty();
      awaitOrders(afterwards, 2);
    }
  }

  private static MetricIntake intake(TestColony colony, MetricTable table) {
    return new MetricIntake(colony.cursors(), colony.states(), table, Clock.systemUTC());
  }

  private static void awaitOrders(MetricTable table, double value) {
    await()
        .untilAsserted(
            () ->
                assertThat(table.families())
                    .singleElement()
                    .satisfies(
                        family -> assertThat(family.series().getFirst().value()).isEqualTo(value)));
  }

  private static ExportMetricsServiceRequest decoded(Receiver.Got got) throws IOException {
    assertThat(got.header("Content-Encoding")).isEqualTo("gzip");
    return ExportMetricsServiceRequest.parseFrom(new GZIPInputStream(got.body().newInput()));
  }

  private static Map<String, String> attributes(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(Collectors.toMap(KeyValue::getKey, pair -> pair.getValue().getStringValue()));
  }
}
