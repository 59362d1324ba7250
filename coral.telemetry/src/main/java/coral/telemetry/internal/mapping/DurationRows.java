// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import coral.api.telemetry.TelemetryRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of server duration histograms in one request. They are made last, since each carries the
 * error rate over all rows of its service and route (or remote procedure) in the interval. A series
 * without a call in the interval makes no row.
 */
final class DurationRows {
  private final PointReader reader;
  private final List<Pending> pending = new ArrayList<>();
  private final Map<RateKey, Tally> tallies = new HashMap<>();

  DurationRows(PointReader reader) {
    this.reader = reader;
  }

  /** What one error rate is about; an HTTP method is no part of it, an RPC service is. */
  private record RateKey(
      String metric,
      String service,
      @Nullable String rpcService,
      @Nullable String target,
      long timeNanos) {}

  private record Pending(
      DurationFamily family,
      RateKey key,
      ServerCall call,
      ExplicitHistogram added,
      double unitNs,
      String attributes) {}

  private static final class Tally {
    private long requests;
    private long errors;
  }

  void add(MetricStream stream, DurationFamily family) {
    List<HistogramPoint> points = HistogramPoint.of(stream.metric());
    if (!reader.usable(stream, HistogramPoint.temporality(stream.metric()), points.size())) {
      return;
    }
    double unitNs = DurationFamily.unitNs(stream.metric());
    for (HistogramPoint point : points) {
      String attributes = JsonText.object(point.attributes());
      ExplicitHistogram added = reader.added(stream, point, attributes);
      if (added != null && added.count() > 0) {
        ServerCall call = ServerCall.of(family, point.attributes());
        RateKey key = key(stream, family, call, point.timeNanos());
        pending.add(new Pending(family, key, call, added, unitNs, attributes));
        Tally tally = tallies.computeIfAbsent(key, _ -> new Tally());
        tally.requests += added.count();
        tally.errors += errors(call, added);
      }
    }
  }

  void drainTo(RowCollector rows) {
    for (Pending row : pending) {
      rows.add(row.family() == DurationFamily.HTTP ? http(row) : grpc(row));
    }
  }

  private static RateKey key(
      MetricStream stream, DurationFamily family, ServerCall call, long timeNanos) {
    return new RateKey(
        stream.name(),
        stream.sender().serviceName(),
        family == DurationFamily.RPC ? call.group() : null,
        call.target(),
        timeNanos);
  }

  private TelemetryRow http(Pending row) {
    ServerCall call = row.call();
    return new TelemetryRow.HttpMetric(
        time(row),
        row.key().service(),
        call.group(),
        call.target(),
        call.status(),
        row.added().count(),
        errors(call, row.added()),
        errorRate(row),
        sumNs(row),
        boundsNs(row),
        row.added().counts(),
        row.key().metric(),
        row.attributes());
  }

  private TelemetryRow grpc(Pending row) {
    ServerCall call = row.call();
    return new TelemetryRow.GrpcMetric(
        time(row),
        row.key().service(),
        call.group(),
        call.target(),
        call.status(),
        row.added().count(),
        errors(call, row.added()),
        errorRate(row),
        sumNs(row),
        boundsNs(row),
        row.added().counts(),
        row.key().metric(),
        row.attributes());
  }

  private static Instant time(Pending row) {
    return UnixNanos.instant(row.key().timeNanos());
  }

  private static long errors(ServerCall call, ExplicitHistogram added) {
    return call.failed() ? added.count() : 0;
  }

  private double errorRate(Pending row) {
    Tally tally = tallies.get(row.key());
    return tally == null ? 0 : (double) tally.errors / tally.requests;
  }

  /** 0 where the sender gives no sum. */
  private static long sumNs(Pending row) {
    return Math.round(row.added().sum() * row.unitNs());
  }

  private static List<Double> boundsNs(Pending row) {
    return row.added().bounds().stream().map(bound -> bound * row.unitNs()).toList();
  }
}
