// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import org.jspecify.annotations.Nullable;

/** What a summary counts; its quantiles cannot be subtracted. */
record SummaryValue(long count, double sum) implements Cumulative<SummaryValue> {
  @Override
  public boolean comparable(SummaryValue earlier) {
    return true;
  }

  @Override
  public @Nullable SummaryValue since(SummaryValue earlier) {
    return count < earlier.count
        ? null
        : new SummaryValue(count - earlier.count, sum - earlier.sum);
  }
}
