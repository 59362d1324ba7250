// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import org.jspecify.annotations.Nullable;

/** What a series has counted since its start. */
interface Cumulative<T extends Cumulative<T>> {
  /** Whether the two count in the same buckets, so that a difference means something. */
  boolean comparable(T earlier);

  /**
   * What was added since {@code earlier}; null when it counts less than that, so that the counter
   * began anew.
   */
  @Nullable T since(T earlier);
}
