// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import io.opentelemetry.proto.metrics.v1.Metric;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The histograms of server durations that have tables of their own, by the names of the semantic
 * conventions, old and new.
 */
enum DurationFamily {
  HTTP,
  RPC;

  private record Known(DurationFamily family, double unitNs) {}

  private static final double MILLISECOND_NS = 1e6;
  private static final double SECOND_NS = 1e9;
  private static final Map<String, Known> BY_NAME =
      Map.of(
          "http.server.duration", new Known(HTTP, MILLISECOND_NS),
          "http.server.request.duration", new Known(HTTP, SECOND_NS),
          "rpc.server.duration", new Known(RPC, MILLISECOND_NS),
          "rpc.server.call.duration", new Known(RPC, SECOND_NS));

  /** Null for any other metric, and for one of these names that is no histogram. */
  static @Nullable DurationFamily of(Metric metric) {
    if (!metric.hasHistogram() && !metric.hasExponentialHistogram()) {
      return null;
    }
    Known known = BY_NAME.get(metric.getName());
    return known == null ? null : known.family();
  }

  /**
   * Nanoseconds in the metric's unit; without one that is known, in the unit that its convention
   * prescribes.
   */
  static double unitNs(Metric metric) {
    return switch (metric.getUnit()) {
      case "ns" -> 1;
      case "us" -> 1e3;
      case "ms" -> MILLISECOND_NS;
      case "s" -> SECOND_NS;
      case "min" -> 60 * SECOND_NS;
      default -> {
        Known known = BY_NAME.get(metric.getName());
        yield known == null ? SECOND_NS : known.unitNs();
      }
    };
  }
}
