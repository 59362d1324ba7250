// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A line of the table.
 *
 * @param p50 the median, or the rate
 * @param p99 NaN: does not apply
 * @param n how many were measured
 * @param target null: none, such as for what the measured thing is compared with
 */
record Row(
    String benchmark,
    String what,
    double p50,
    double p99,
    String unit,
    long n,
    @Nullable Target target) {

  static Row of(String benchmark, String what, Samples samples, String unit) {
    return new Row(benchmark, what, samples.p50(), samples.p99(), unit, samples.count(), null);
  }

  /**
   * @param result what a script computed itself: {@code {p50, p99, n}}
   */
  static Row quantiles(String benchmark, String what, JsonNode result, String unit) {
    return new Row(
        benchmark,
        what,
        result.get("p50").asDouble(),
        result.get("p99").asDouble(),
        unit,
        result.get("n").asLong(),
        null);
  }

  /** A rate or another single figure. */
  static Row figure(String benchmark, String what, double value, String unit, long n) {
    return new Row(benchmark, what, value, Double.NaN, unit, n, null);
  }

  /** A count. */
  static Row count(String benchmark, String what, long value, String unit, long n) {
    return figure(benchmark, what, (double) value, unit, n);
  }

  Row withTarget(Target wanted) {
    return new Row(benchmark, what, p50, p99, unit, n, wanted);
  }

  String verdict() {
    return target == null ? "" : target.verdict(judged(target));
  }

  boolean missed() {
    return target != null && !target.met(judged(target));
  }

  private double judged(Target wanted) {
    return wanted.tail() ? p99 : p50;
  }

  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("benchmark", benchmark);
    values.put("what", what);
    values.put("p50", Double.isNaN(p50) ? null : p50);
    values.put("p99", Double.isNaN(p99) ? null : p99);
    values.put("unit", unit);
    values.put("n", n);
    values.put("target", target == null ? null : target.value());
    values.put("met", target == null ? null : target.met(judged(target)));
    return values;
  }
}
