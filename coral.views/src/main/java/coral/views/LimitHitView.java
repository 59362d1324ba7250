// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.api.execution.LimitHit;

/**
 * A limit that an execution ran into.
 *
 * @param limit the configuration's key, such as {@code "script.max_lines_per_second"}; a word for
 *     one that has none
 * @param value of the limit, with its unit, such as {@code "500 lines/s"}
 * @param count how often, or how much was cut off
 * @param killed the execution was killed for it; otherwise it was held back
 */
public record LimitHitView(String limit, String value, long count, boolean killed) {

  static LimitHitView of(coral.proto.agent.v1.LimitHit hit) {
    return new LimitHitView(hit.getLimit(), hit.getValue(), hit.getCount(), hit.getKilled());
  }

  static LimitHitView of(LimitHit hit) {
    return new LimitHitView(hit.limit(), hit.value(), hit.count(), hit.killed());
  }

  /** {@code memory_limit_mb, 96 MB, killed}, {@code …, exceeded 12,345 times}. */
  public String line() {
    String what = count == 1 ? "exceeded once" : "exceeded %s times".formatted(Words.count(count));
    return "%s, %s, %s".formatted(limit, value, killed ? "killed" : what);
  }
}
