// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import coral.api.error.CoralException;
import coral.proto.sdk.v1.ColumnBatch;
import coral.proto.sdk.v1.ErrorRateRequest;
import coral.proto.sdk.v1.MetricRequest;
import coral.proto.sdk.v1.NumberResponse;
import coral.proto.sdk.v1.PercentileRequest;
import coral.proto.sdk.v1.QuerySummary;
import coral.proto.sdk.v1.RequestRateRequest;
import java.nio.ByteOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The SQL of the helpers on a real DuckDB; what is expected was computed by hand. */
class MetricMethodsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private final DuckDbEngine duckDb = new DuckDbEngine();
  private final Telemetry telemetry =
      new Telemetry(duckDb, Duration.ofHours(1), Clock.fixed(NOW, ZoneOffset.UTC));

  @AfterEach
  void close() throws Exception {
    duckDb.close();
  }

  @Test
  void percentileMergesTheBucketsOfAllSeriesInTheWindow() throws Exception {
    http("11:59:00", "GET", "/pay", 10, 0, "[100e6, 500e6, 1000e6]", "[10, 0, 0, 0]");
    http("11:59:30", "POST", "/pay", 85, 0, "[100e6, 500e6, 1000e6]", "[80, 4, 1, 0]");
    http("11:59:30", "GET", "/list", 5, 0, "[100e6, 500e6, 1000e6]", "[0, 0, 5, 0]");
    http("11:54:59", "GET", "/pay", 1000, 0, "[100e6, 500e6, 1000e6]", "[0, 0, 0, 1000]");
    // Of 100: 90 up to 100 ms, 4 up to 500 ms, 6 up to 1 s. Rank 99 is the fifth of those 6.
    assertThat(percentile("http.server.duration", 0.99, ""))
        .isCloseTo(500e6 + 500e6 * 5 / 6, within(1.0));
    assertThat(percentile("http.server.request.duration", 0.45, "")).isEqualTo(50e6);
    // Of /list all 5 lie in 500..1000 ms.
    assertThat(percentile("http.server.duration", 0.5, "/list")).isEqualTo(750e6);
    assertThat(percentile("http.server.duration", 0.5, "/none")).isNaN();
  }

  @Test
  void percentileAddsOldAndNewBounds() throws Exception {
    http("11:59:00", "GET", "/pay", 10, 0, "[100e6]", "[10, 0]");
    http("11:59:00", "GET", "/pay", 10, 0, "[50e6, 100e6]", "[10, 0, 0]");
    // 0..50 ms holds 5 + 10 of 20, 50..100 ms the other 5.
    assertThat(percentile("http.server.duration", 0.75, "")).isEqualTo(50e6);
    assertThat(percentile("http.server.duration", 0.375, "")).isEqualTo(25e6);
  }

  @Test
  void percentileOfRpcReadsItsOwnTable() throws Exception {
    duckDb.execute(
        "INSERT INTO beyla_grpc_metrics BY NAME SELECT TIMESTAMPTZ '2026-01-01 11:59:00Z' AS"
            + " timestamp, 'payments' AS service_name, 'shop.Pay' AS rpc_service, 'Charge' AS"
            + " rpc_method, 4 AS request_count, 1 AS error_count, [10e6, 20e6] AS"
            + " bucket_bounds_ns, [0, 4, 0] AS bucket_counts, 'rpc.server.duration' AS"
            + " metric_name");
    assertThat(percentile("rpc.server.duration", 0.5, "")).isEqualTo(15e6);
    assertThat(percentile("rpc.server.duration", 0.5, "Charge")).isEqualTo(15e6);
    assertThat(percentile("rpc.server.duration", 0.5, "shop.Pay/Charge")).isEqualTo(15e6);
    assertThat(percentile("rpc.server.duration", 0.5, "Refund")).isNaN();
    assertThat(errorRate("", 0)).isEqualTo(0.25);
  }

  @Test
  void percentileOfAnotherMetricConvertsTimesToNanoseconds() throws Exception {
    metric("queue.wait", "ms", "[10, 20]", "[0, 2, 0]");
    metric("queue.wait", "s", "[0.01, 0.02]", "[0, 2, 0]");
    metric("queue.bytes", "By", "[10, 20]", "[4, 0, 0]");
    metric("queue.length", "1", "NULL", "NULL");
    assertThat(percentile("queue.wait", 0.5, "")).isCloseTo(15e6, within(1e-3));
    assertThat(percentile("queue.bytes", 0.5, "")).isEqualTo(5);
    assertThat(percentile("queue.length", 0.5, "")).isNaN();
    assertThat(percentile("unknown", 0.5, "")).isNaN();
  }

  @Test
  void percentileFallsBackToServerSpans() throws Exception {
    for (int ms = 1; ms <= 100; ms++) {
      span("11:59:00", "SERVER", ms * 1_000_000L, "OK", 200);
    }
    span("11:59:00", "CLIENT", 900_000_000_000L, "OK", 200);
    // quantile_cont: position 0.99 * 99 = 98.01, between 99 ms and 100 ms.
    assertThat(percentile("http.server.duration", 0.99, "")).isCloseTo(99_010_000, within(1.0));
    assertThat(percentile("rpc.server.duration", 0.99, "")).isNaN();
  }

  @Test
  void refusesAPercentileThatIsNone() {
    assertThatThrownBy(() -> percentile("http.server.duration", 99, ""))
        .isInstanceOf(CoralException.class)
        .hasMessage("'percentile' is 99.0, but must be from 0 to 1, such as 0.99");
    assertThatThrownBy(() -> percentile("http.server.duration", Double.NaN, ""))
        .isInstanceOf(CoralException.class);
    assertThatThrownBy(() -> percentile("", 0.5, "")).hasMessageContaining("'metric' is empty");
  }

  @Test
  void errorRateIsErrorsOverRequestsInTheWindow() throws Exception {
    http("11:59:00", "GET", "/pay", 60, 3, "[1e6]", "[60, 0]");
    http("11:58:00", "GET", "/list", 40, 0, "[1e6]", "[40, 0]");
    http("11:50:00", "GET", "/pay", 100, 100, "[1e6]", "[100, 0]");
    assertThat(errorRate("", 0)).isEqualTo(0.03);
    assertThat(errorRate("/pay", 0)).isEqualTo(0.05);
    assertThat(errorRate("", Duration.ofMinutes(15).toNanos())).isEqualTo(0.515);
  }

  @Test
  void ratesCountAServiceOnceThatSendsOldAndNewNames() throws Exception {
    http("11:59:00", "GET", "/pay", 300, 30, "[1e6]", "[300, 0]");
    duckDb.execute(
        "INSERT INTO beyla_http_metrics BY NAME SELECT * REPLACE ('http.server.request.duration' AS"
            + " metric_name) FROM beyla_http_metrics");
    assertThat(requestRate()).isEqualTo(1.0); // 300 in 5 minutes
    assertThat(errorRate("", 0)).isEqualTo(0.1);
  }

  @Test
  void ratesFallBackToSpans() throws Exception {
    span("11:59:00", "SERVER", 1, "OK", 200);
    span("11:59:00", "SERVER", 1, "UNSET", 503);
    span("11:59:00", "SERVER", 1, "ERROR", null);
    span("11:59:00", "INTERNAL", 1, "ERROR", null);
    assertThat(errorRate("", 0)).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(requestRate()).isEqualTo(0.01); // 3 in 300 s
  }

  @Test
  void withoutDataThereIsNoNumberAndNoError() throws Exception {
    assertThat(errorRate("", 0)).isNaN();
    assertThat(requestRate()).isNaN();
    assertThat(percentile("http.server.duration", 0.99, "")).isNaN();
  }

  @Test
  void anIdleServiceHasARateOfZeroAndNoErrorRate() throws Exception {
    http("11:59:00", "GET", "/pay", 0, 0, "[1e6]", "[0, 0]");
    assertThat(requestRate()).isZero();
    assertThat(errorRate("", 0)).isNaN();
  }

  @Test
  void refusesAWindowBeyondWhatIsKept() {
    assertThatThrownBy(() -> errorRate("", Duration.ofHours(3).toNanos()))
        .isInstanceOf(CoralException.class)
        .hasMessage("'window' is 10800 s, but only the last 60 minutes of telemetry are kept");
    assertThatThrownBy(() -> errorRate("", -1)).isInstanceOf(CoralException.class);
  }

  @Test
  void getGivesTheNewestPointsTheOldestFirst() throws Exception {
    for (int i = 1; i <= 3; i++) {
      duckDb.execute(
          ("INSERT INTO otel_metrics_local BY NAME SELECT TIMESTAMPTZ '2026-01-01 11:59:0%dZ' AS"
                  + " timestamp, 'payments' AS service_name, 'jvm.memory.used' AS metric_name,"
                  + " 'gauge' AS metric_type, 'By' AS unit, %d.0 AS value,"
                  + " '{\"jvm.memory.type\": \"%s\", \"n\": %d}' AS attributes")
              .formatted(i, i, i == 3 ? "non_heap" : "heap", i));
    }
    assertThat(values(metricRequest().setLimit(2))).containsExactly(2.0, 3.0);
    assertThat(values(metricRequest().putAttributes("jvm.memory.type", "heap")))
        .containsExactly(1.0, 2.0);
    assertThat(values(metricRequest().putAttributes("n", "3"))).containsExactly(3.0);
    assertThat(values(metricRequest().putAttributes("a/b~\"'", "x"))).isEmpty();
  }

  @Test
  void getGivesDurationsFromTheirTables() throws Exception {
    http("11:59:00", "GET", "/pay", 4, 0, "[1e6]", "[4, 0]");
    assertThat(values(metricRequest().setName("http.server.duration"))).containsExactly(25e6);
  }

  @Test
  void namesTheColumnsOfAPoint() throws Exception {
    var call = FakeCall.of(metricRequest().build());
    QuerySummary summary = QuerySummary.parseFrom(new GetMetric(telemetry).call(call));
    assertThat(summary.getColumnsList())
        .extracting(column -> column.getName())
        .containsExactly("timestamp", "value", "count", "sum", "unit", "type", "attributes");
    assertThat(summary.getTruncated()).isFalse();
    assertThat(call.sent).isEmpty();
  }

  private static MetricRequest.Builder metricRequest() {
    return MetricRequest.newBuilder().setService("payments").setName("jvm.memory.used");
  }

  private List<Double> values(MetricRequest.Builder request) throws Exception {
    var call = FakeCall.of(request.build());
    byte[] _ = new GetMetric(telemetry).call(call);
    var values = new java.util.ArrayList<Double>();
    for (ColumnBatch batch : call.batches()) {
      var data =
          batch.getColumns(1).getData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      for (int row = 0; row < batch.getRows(); row++) {
        values.add(data.getDouble(row * 8));
      }
    }
    return values;
  }

  private double percentile(String metric, double percentile, String route) throws Exception {
    var request =
        PercentileRequest.newBuilder()
            .setService("payments")
            .setMetric(metric)
            .setPercentile(percentile)
            .setRoute(route);
    return number(new GetPercentile(telemetry).call(FakeCall.of(request.build())));
  }

  private double errorRate(String route, long window) throws Exception {
    var request =
        ErrorRateRequest.newBuilder().setService("payments").setRoute(route).setWindowNs(window);
    return number(new GetErrorRate(telemetry).call(FakeCall.of(request.build())));
  }

  private double requestRate() throws Exception {
    var request = RequestRateRequest.newBuilder().setService("payments");
    return number(new GetRequestRate(telemetry).call(FakeCall.of(request.build())));
  }

  private static double number(byte[] response) throws Exception {
    return NumberResponse.parseFrom(response).getValue();
  }

  private void http(
      String time, String method, String route, int count, int errors, String bounds, String counts)
      throws Exception {
    duckDb.execute(
        ("INSERT INTO beyla_http_metrics BY NAME SELECT TIMESTAMPTZ '2026-01-01 %sZ' AS timestamp,"
                + " 'payments' AS service_name, '%s' AS http_method, '%s' AS http_route, %d AS"
                + " request_count, %d AS error_count, 100000000 AS duration_sum_ns, %s AS"
                + " bucket_bounds_ns, %s AS bucket_counts, 'http.server.duration' AS metric_name")
            .formatted(time, method, route, count, errors, bounds, counts));
  }

  private void metric(String name, String unit, String bounds, String counts) throws Exception {
    duckDb.execute(
        ("INSERT INTO otel_metrics_local BY NAME SELECT TIMESTAMPTZ '2026-01-01 11:59:00Z' AS"
                + " timestamp, 'payments' AS service_name, '%s' AS metric_name, '%s' AS unit, %s AS"
                + " bucket_bounds, %s AS bucket_counts")
            .formatted(name, unit, bounds, counts));
  }

  private void span(String time, String kind, long duration, String status, Integer httpStatus)
      throws Exception {
    duckDb.execute(
        ("INSERT INTO otel_spans_local BY NAME SELECT TIMESTAMPTZ '2026-01-01 %sZ' AS start_time,"
                + " 'payments' AS service_name, '%s' AS span_kind, %d AS duration_ns, '%s' AS"
                + " status_code, %s AS http_status_code")
            .formatted(time, kind, duration, status, httpStatus));
  }
}
