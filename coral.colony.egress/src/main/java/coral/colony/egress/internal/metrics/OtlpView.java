// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.metrics;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.GaugeData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The table as OpenTelemetry sees it: the scripts' own names, cumulative sums. */
final class OtlpView {
  private static final Resource RESOURCE =
      Resource.create(Attributes.builder().put("service.name", "coral-colony").build());
  private static final InstrumentationScopeInfo SCOPE =
      InstrumentationScopeInfo.create("coral.colony.egress");

  /** What the exporter asks of a metric. */
  private record Metric(Family family, MetricDataType type, Data<?> data) implements MetricData {
    @Override
    public String getName() {
      return family.originalName();
    }

    @Override
    public String getDescription() {
      return family.description();
    }

    @Override
    public String getUnit() {
      return family.unit();
    }

    @Override
    public MetricDataType getType() {
      return type;
    }

    @Override
    public Data<?> getData() {
      return data;
    }

    @Override
    public Resource getResource() {
      return RESOURCE;
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
      return SCOPE;
    }
  }

  private OtlpView() {}

  static List<MetricData> of(MetricTable table) {
    return table.families().stream().map(OtlpView::metric).toList();
  }

  private static MetricData metric(Family family) {
    List<DoublePointData> points = family.series().stream().map(OtlpView::point).toList();
    boolean counter = family.kind() == MetricKind.COUNTER;
    return new Metric(
        family,
        counter ? MetricDataType.DOUBLE_SUM : MetricDataType.DOUBLE_GAUGE,
        counter
            ? SumData.createDoubleSumData(true, AggregationTemporality.CUMULATIVE, points)
            : GaugeData.createDoubleGaugeData(points));
  }

  private static DoublePointData point(Series series) {
    AttributesBuilder attributes = Attributes.builder();
    series
        .labels()
        .forEach((name, value) -> attributes.put(isOwn(name) ? "exported_" + name : name, value));
    attributes.put("script", series.script()).put("agent", series.agent());
    return DoublePointData.create(
        nanos(series.since()), nanos(series.at()), attributes.build(), series.value(), List.of());
  }

  private static boolean isOwn(String name) {
    return name.equals("script") || name.equals("agent");
  }

  private static long nanos(Instant time) {
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
  }
}
