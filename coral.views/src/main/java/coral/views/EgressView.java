// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.colony.v1.EgressStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where metrics and alerts go. Counts are since the colony started.
 *
 * @param prometheus URL; null: off
 * @param otlp URL; null: off
 * @param otlpExports that arrived
 * @param otlpLastError null: the last export arrived, or there was none yet
 * @param series of all scripts, now
 * @param seriesRefused events that would have made a series too many
 * @param metricsMalformed events that make no metric
 * @param problems what is configured and cannot be used, one sentence each
 */
public record EgressView(
    @Nullable String prometheus,
    @Nullable String otlp,
    long otlpExports,
    long otlpFailures,
    @Nullable String otlpLastError,
    int series,
    long seriesRefused,
    long metricsMalformed,
    List<EgressSinkView> sinks,
    List<String> problems) {
  public EgressView {
    sinks = List.copyOf(sinks);
    problems = List.copyOf(problems);
  }

  /** As a colony tells it. */
  public static EgressView of(EgressStatus status) {
    return new EgressView(
        Words.orNull(status.getPrometheus()),
        Words.orNull(status.getOtlp()),
        status.getOtlpExports(),
        status.getOtlpFailures(),
        Words.orNull(status.getOtlpLastError()),
        status.getSeries(),
        status.getSeriesRefused(),
        status.getMetricsMalformed(),
        status.getSinksList().stream().map(EgressSinkView::of).toList(),
        status.getProblemsList());
  }

  /** OTLP forwarding in words: {@code off}, or where to and how it went. */
  public String otlpLine() {
    if (otlp == null) {
      return "off";
    }
    String counts =
        "%s, %s exports, %s failures"
            .formatted(otlp, Words.count(otlpExports), Words.count(otlpFailures));
    return otlpLastError == null ? counts : counts + ", the last: " + otlpLastError;
  }
}
