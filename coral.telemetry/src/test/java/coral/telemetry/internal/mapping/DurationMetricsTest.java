// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import static coral.telemetry.internal.mapping.Otlp.CUMULATIVE;
import static coral.telemetry.internal.mapping.Otlp.DELTA;
import static coral.telemetry.internal.mapping.Otlp.exponential;
import static coral.telemetry.internal.mapping.Otlp.exponentialPoint;
import static coral.telemetry.internal.mapping.Otlp.histogram;
import static coral.telemetry.internal.mapping.Otlp.number;
import static coral.telemetry.internal.mapping.Otlp.only;
import static coral.telemetry.internal.mapping.Otlp.point;
import static coral.telemetry.internal.mapping.Otlp.request;
import static coral.telemetry.internal.mapping.Otlp.service;
import static coral.telemetry.internal.mapping.Otlp.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import coral.api.telemetry.TelemetryRow;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class DurationMetricsTest {
  private final MetricMapper mapper = new MetricMapper(Clock.fixed(Otlp.T0, ZoneOffset.UTC));

  @Test
  void storesSecondsOfTheStableConventionsAsNanoseconds() {
    HistogramDataPoint point =
        point(0, 10, 2.5, 1, 2, 3, 4)
            .addAttributes(text("http.request.method", "POST"))
            .addAttributes(text("http.route", "/pay"))
            .addAttributes(number("http.response.status_code", 200))
            .build();

    TelemetryRow.HttpMetric row =
        http(map(histogram("http.server.request.duration", "s", DELTA, point))).getFirst();

    assertThat(row.timestamp()).isEqualTo(Otlp.T0.plusSeconds(10));
    assertThat(row.serviceName()).isEqualTo("payments");
    assertThat(row.httpMethod()).isEqualTo("POST");
    assertThat(row.httpRoute()).isEqualTo("/pay");
    assertThat(row.httpStatusCode()).isEqualTo(200);
    assertThat(row.requestCount()).isEqualTo(10);
    assertThat(row.errorCount()).isZero();
    assertThat(row.durationSumNs()).isEqualTo(2_500_000_000L);
    assertThat(row.bucketBoundsNs()).containsExactly(1e8, 5e8, 1e9);
    assertThat(row.bucketCounts()).containsExactly(1L, 2L, 3L, 4L);
    assertThat(row.metricName()).isEqualTo("http.server.request.duration");
    assertThat(row.attributes()).contains("\"http.route\":\"/pay\"");
  }

  @Test
  void storesMillisecondsOfTheOlderConventionsAsNanoseconds() {
    HistogramDataPoint point =
        point(0, 10, 2, 1, 0, 0, 0)
            .addAttributes(text("http.method", "GET"))
            .addAttributes(number("http.status_code", 404))
            .build();

    TelemetryRow.HttpMetric row =
        http(map(histogram("http.server.duration", "ms", DELTA, point))).getFirst();

    assertThat(row.durationSumNs()).isEqualTo(2_000_000);
    assertThat(row.bucketBoundsNs()).containsExactly(1e5, 5e5, 1e6);
    assertThat(row.httpMethod()).isEqualTo("GET");
    assertThat(row.httpStatusCode()).isEqualTo(404);
    assertThat(row.errorCount()).isZero();
  }

  @Test
  void takesTheConventionsUnitWhereNoneIsSent() {
    assertThat(
            http(map(
                    histogram(
                        "http.server.duration", "", DELTA, point(0, 1, 2, 1, 0, 0, 0).build())))
                .getFirst()
                .durationSumNs())
        .isEqualTo(2_000_000);
    assertThat(
            http(map(
                    histogram(
                        "http.server.request.duration",
                        "",
                        DELTA,
                        point(0, 1, 2, 1, 0, 0, 0).build())))
                .getFirst()
                .durationSumNs())
        .isEqualTo(2_000_000_000L);
  }

  @Test
  void givesEachRowTheErrorRateOfItsRoute() {
    Mapped mapped =
        map(
            histogram(
                "http.server.request.duration",
                "s",
                DELTA,
                route("/pay", 200, 6),
                route("/pay", 500, 1),
                route("/pay", 503, 1),
                route("/health", 200, 5)));

    assertThat(http(mapped))
        .extracting(
            TelemetryRow.HttpMetric::httpRoute,
            TelemetryRow.HttpMetric::errorCount,
            TelemetryRow.HttpMetric::errorRate)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("/pay", 0L, 0.25),
            org.assertj.core.groups.Tuple.tuple("/pay", 1L, 0.25),
            org.assertj.core.groups.Tuple.tuple("/pay", 1L, 0.25),
            org.assertj.core.groups.Tuple.tuple("/health", 0L, 0.0));
  }

  @Test
  void countsCallsWithAnErrorTypeAsErrors() {
    HistogramDataPoint point =
        point(0, 1, 1, 2, 0, 0, 0).addAttributes(text("error.type", "timeout")).build();

    TelemetryRow.HttpMetric row =
        http(map(histogram("http.server.request.duration", "s", DELTA, point))).getFirst();

    assertThat(row.errorCount()).isEqualTo(2);
    assertThat(row.errorRate()).isEqualTo(1.0);
  }

  @Test
  void makesNoRowForASeriesWithoutCalls() {
    assertThat(
            map(histogram("http.server.duration", "ms", DELTA, point(0, 1, 0, 0, 0, 0, 0).build()))
                .rows())
        .isEmpty();
  }

  @Test
  void storesRpcDurationsOfOldAndNewConventions() {
    HistogramDataPoint old =
        point(0, 1, 7, 3, 0, 0, 0)
            .addAttributes(text("rpc.service", "shop.Cart"))
            .addAttributes(text("rpc.method", "Add"))
            .addAttributes(number("rpc.grpc.status_code", 5))
            .build();
    HistogramDataPoint failed =
        point(0, 1, 7, 1, 0, 0, 0)
            .addAttributes(text("rpc.method", "shop.Cart/Add"))
            .addAttributes(text("rpc.response.status_code", "UNAVAILABLE"))
            .build();

    TelemetryRow.GrpcMetric first =
        only(
            TelemetryRow.GrpcMetric.class, map(histogram("rpc.server.duration", "ms", DELTA, old)));
    TelemetryRow.GrpcMetric second =
        only(
            TelemetryRow.GrpcMetric.class,
            map(histogram("rpc.server.call.duration", "s", DELTA, failed)));

    assertThat(first.rpcService()).isEqualTo("shop.Cart");
    assertThat(first.grpcStatusCode()).isEqualTo(5);
    assertThat(first.errorCount()).isZero();
    assertThat(first.durationSumNs()).isEqualTo(7_000_000);
    assertThat(second.rpcService()).isEqualTo("shop.Cart");
    assertThat(second.rpcMethod()).isEqualTo("Add");
    assertThat(second.grpcStatusCode()).isEqualTo(14);
    assertThat(second.errorCount()).isEqualTo(1);
    assertThat(second.durationSumNs()).isEqualTo(7_000_000_000L);
  }

  @Test
  void subtractsCumulativePoints() {
    map(
        histogram(
            "http.server.request.duration", "s", CUMULATIVE, point(0, 10, 1, 1, 1, 0, 0).build()));

    TelemetryRow.HttpMetric row =
        http(map(
                histogram(
                    "http.server.request.duration",
                    "s",
                    CUMULATIVE,
                    point(0, 20, 4, 1, 2, 3, 0).build())))
            .getFirst();

    assertThat(row.requestCount()).isEqualTo(4);
    assertThat(row.bucketCounts()).containsExactly(0L, 1L, 3L, 0L);
    assertThat(row.durationSumNs()).isEqualTo(3_000_000_000L);
  }

  @Test
  void convertsExponentialHistograms() {
    TelemetryRow.HttpMetric row =
        http(map(
                exponential(
                    "http.server.request.duration",
                    "s",
                    DELTA,
                    exponentialPoint(0, 10, 0, 1, -1, 2L, 3L, 4L))))
            .getFirst();

    assertThat(row.bucketBoundsNs()).containsExactly(0.5e9, 1e9, 2e9, 4e9);
    assertThat(row.bucketCounts()).containsExactly(1L, 2L, 3L, 4L, 0L);
    assertThat(row.requestCount()).isEqualTo(10);
  }

  @Test
  void subtractsExponentialHistogramsAcrossAChangeOfScale() {
    map(
        exponential(
            "http.server.request.duration",
            "s",
            CUMULATIVE,
            exponentialPoint(0, 10, 1, 0, -1, 1L, 1L, 1L)));

    TelemetryRow.HttpMetric row =
        http(map(
                exponential(
                    "http.server.request.duration",
                    "s",
                    CUMULATIVE,
                    exponentialPoint(0, 20, 0, 0, -1, 1L, 4L, 5L))))
            .getFirst();

    assertThat(row.bucketBoundsNs().getFirst()).isCloseTo(1e9, within(1.0));
    assertThat(row.bucketCounts()).containsExactly(0L, 2L, 5L, 0L);
    assertThat(row.requestCount()).isEqualTo(7);
  }

  @Test
  void leavesOtherShapesOfThoseNamesToTheGeneralTable() {
    Mapped mapped = map(Otlp.gauge("http.server.duration", Otlp.value(0, 1, 5)));

    assertThat(mapped.rows()).hasOnlyElementsOfType(TelemetryRow.Metric.class);
  }

  private static HistogramDataPoint route(String route, long status, long count) {
    return point(0, 10, 1, count, 0, 0, 0)
        .addAttributes(text("http.route", route))
        .addAttributes(number("http.response.status_code", status))
        .build();
  }

  private Mapped map(io.opentelemetry.proto.metrics.v1.Metric metric) {
    return mapper.map(request(service("payments"), metric));
  }

  private static List<TelemetryRow.HttpMetric> http(Mapped mapped) {
    return mapped.rows().stream().map(TelemetryRow.HttpMetric.class::cast).toList();
  }
}
