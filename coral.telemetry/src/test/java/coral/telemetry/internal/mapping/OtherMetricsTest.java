// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import static coral.telemetry.internal.mapping.Otlp.CUMULATIVE;
import static coral.telemetry.internal.mapping.Otlp.DELTA;
import static coral.telemetry.internal.mapping.Otlp.exponential;
import static coral.telemetry.internal.mapping.Otlp.exponentialPoint;
import static coral.telemetry.internal.mapping.Otlp.gauge;
import static coral.telemetry.internal.mapping.Otlp.histogram;
import static coral.telemetry.internal.mapping.Otlp.nanos;
import static coral.telemetry.internal.mapping.Otlp.only;
import static coral.telemetry.internal.mapping.Otlp.point;
import static coral.telemetry.internal.mapping.Otlp.request;
import static coral.telemetry.internal.mapping.Otlp.service;
import static coral.telemetry.internal.mapping.Otlp.sum;
import static coral.telemetry.internal.mapping.Otlp.text;
import static coral.telemetry.internal.mapping.Otlp.value;
import static org.assertj.core.api.Assertions.assertThat;

import coral.api.telemetry.TelemetryRow;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtherMetricsTest {
  private final MetricMapper mapper = new MetricMapper(Clock.fixed(Otlp.T0, ZoneOffset.UTC));

  @Test
  void keepsAGauge() {
    TelemetryRow.Metric row =
        row(
            gauge(
                "jvm.memory.used",
                value(0, 5, 42).addAttributes(text("b", "2")).addAttributes(text("a", "1"))));

    assertThat(row.timestamp()).isEqualTo(Otlp.T0.plusSeconds(5));
    assertThat(row.metricType()).isEqualTo("gauge");
    assertThat(row.value()).isEqualTo(42.0);
    assertThat(row.unit()).isNull();
    assertThat(row.delta()).isNull();
    assertThat(row.temporality()).isNull();
    assertThat(row.isMonotonic()).isNull();
    assertThat(row.attributes()).isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
    assertThat(row.resourceAttributes()).isEqualTo("{\"service.name\":\"payments\"}");
  }

  @Test
  void keepsADeltaSum() {
    TelemetryRow.Metric row = row(sum("orders", DELTA, true, value(0, 5, 3)));

    assertThat(row.metricType()).isEqualTo("sum");
    assertThat(row.unit()).isEqualTo("{order}");
    assertThat(row.temporality()).isEqualTo("delta");
    assertThat(row.isMonotonic()).isTrue();
    assertThat(row.value()).isEqualTo(3.0);
    assertThat(row.delta()).isEqualTo(3.0);
  }

  @Test
  void saysTheChangeOfACumulativeSum() {
    row(sum("orders", CUMULATIVE, true, value(0, 5, 3)));
    TelemetryRow.Metric row = row(sum("orders", CUMULATIVE, true, value(0, 10, 10)));

    assertThat(row.temporality()).isEqualTo("cumulative");
    assertThat(row.value()).isEqualTo(10.0);
    assertThat(row.delta()).isEqualTo(7.0);
  }

  @Test
  void keepsTheValueOfAFirstPointWhoseStartWasMissed() {
    TelemetryRow.Metric row = row(sum("orders", CUMULATIVE, true, value(-3600, 5, 3)));

    assertThat(row.value()).isEqualTo(3.0);
    assertThat(row.delta()).isNull();
  }

  @Test
  void letsASumThatIsNotMonotonicShrink() {
    row(sum("queue", CUMULATIVE, false, value(0, 5, 10)));

    assertThat(row(sum("queue", CUMULATIVE, false, value(0, 10, 4))).delta()).isEqualTo(-6.0);
  }

  @Test
  void keepsHistogramsInTheirOwnUnit() {
    TelemetryRow.Metric row =
        row(
            histogram(
                "order.value",
                "EUR",
                DELTA,
                point(0, 5, 6, 1, 2, 0, 0).setMin(0.05).setMax(0.4).build()));

    assertThat(row.metricType()).isEqualTo("histogram");
    assertThat(row.unit()).isEqualTo("EUR");
    assertThat(row.value()).isEqualTo(2.0);
    assertThat(row.count()).isEqualTo(3);
    assertThat(row.sum()).isEqualTo(6.0);
    assertThat(row.min()).isEqualTo(0.05);
    assertThat(row.max()).isEqualTo(0.4);
    assertThat(row.bucketBounds()).containsExactly(0.1, 0.5, 1.0);
    assertThat(row.bucketCounts()).containsExactly(1L, 2L, 0L, 0L);
  }

  @Test
  void forgetsMinAndMaxOfACumulativeHistogramSinceTheyAreNotTheIntervals() {
    map(histogram("h", "1", CUMULATIVE, point(0, 5, 6, 1, 0, 0, 0).setMin(1).build()));
    TelemetryRow.Metric row =
        row(histogram("h", "1", CUMULATIVE, point(0, 6, 8, 1, 1, 0, 0).setMin(1).build()));

    assertThat(row.count()).isEqualTo(1);
    assertThat(row.value()).isEqualTo(2.0);
    assertThat(row.min()).isNull();
  }

  @Test
  void keepsExponentialHistogramsWithExplicitBuckets() {
    TelemetryRow.Metric row =
        row(exponential("h", "1", DELTA, exponentialPoint(0, 5, 0, 2, 1, 3L)));

    assertThat(row.metricType()).isEqualTo("exponential_histogram");
    assertThat(row.bucketBounds()).containsExactly(2.0, 4.0);
    assertThat(row.bucketCounts()).containsExactly(2L, 3L, 0L);
  }

  @Test
  void keepsASummaryAndEachOfItsQuantiles() {
    map(summary(0, 5, 10, 20));
    List<TelemetryRow.Metric> rows =
        map(summary(0, 10, 14, 30)).rows().stream().map(TelemetryRow.Metric.class::cast).toList();

    assertThat(rows).hasSize(2).allMatch(row -> row.metricType().equals("summary"));
    assertThat(rows.getFirst().count()).isEqualTo(4);
    assertThat(rows.getFirst().sum()).isEqualTo(10.0);
    assertThat(rows.getFirst().value()).isEqualTo(2.5);
    assertThat(rows.getLast().attributes()).isEqualTo("{\"quantile\":\"0.99\"}");
    assertThat(rows.getLast().value()).isEqualTo(7.0);
  }

  @Test
  void rejectsWhatNoRowCanBeMadeOf() {
    Mapped mapped =
        map(
            Metric.newBuilder().setName("empty").build(),
            gauge("timeless", NumberDataPoint.newBuilder().setAsInt(1)),
            gauge("valueless", NumberDataPoint.newBuilder().setTimeUnixNano(nanos(1))),
            sum(
                "sum",
                AggregationTemporality.AGGREGATION_TEMPORALITY_UNSPECIFIED,
                true,
                value(0, 1, 1)),
            histogram("h", "1", DELTA, point(0, 1, 1, 1, 2).build()),
            gauge("good", value(0, 1, 1)));

    assertThat(mapped.rejected()).isEqualTo(5);
    assertThat(mapped.reason()).isEqualTo("The metric 'empty' has no data.");
    assertThat(mapped.rows()).hasSize(1);
  }

  @Test
  void passesOverPointsThatOnlySayNoValue() {
    Mapped mapped =
        map(gauge("gone", NumberDataPoint.newBuilder().setTimeUnixNano(nanos(1)).setFlags(1)));

    assertThat(mapped.rows()).isEmpty();
    assertThat(mapped.rejected()).isZero();
  }

  private static Metric summary(long start, long time, long count, double sum) {
    return Metric.newBuilder()
        .setName("gc")
        .setSummary(
            Summary.newBuilder()
                .addDataPoints(
                    SummaryDataPoint.newBuilder()
                        .setStartTimeUnixNano(nanos(start))
                        .setTimeUnixNano(nanos(time))
                        .setCount(count)
                        .setSum(sum)
                        .addQuantileValues(
                            SummaryDataPoint.ValueAtQuantile.newBuilder()
                                .setQuantile(0.99)
                                .setValue(7))))
        .build();
  }

  private Mapped map(Metric... metrics) {
    return mapper.map(request(service("payments"), metrics));
  }

  private TelemetryRow.Metric row(Metric metric) {
    return only(TelemetryRow.Metric.class, map(metric));
  }
}
