// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import org.jspecify.annotations.Nullable;

/** A sum. One that is not monotonic may shrink, so a smaller value says nothing of a reset. */
record SumValue(double value, boolean monotonic) implements Cumulative<SumValue> {
  @Override
  public boolean comparable(SumValue earlier) {
    return monotonic == earlier.monotonic;
  }

  @Override
  public @Nullable SumValue since(SumValue earlier) {
    return monotonic && value < earlier.value
        ? null
        : new SumValue(value - earlier.value, monotonic);
  }
}
