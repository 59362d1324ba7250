// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import org.jspecify.annotations.Nullable;

/** What a histogram of either kind has counted. */
sealed interface Distribution permits ExplicitHistogram, ExponentialHistogramValue {
  ExplicitHistogram explicit();

  /** What is wrong with it; null when nothing is. */
  @Nullable String fault();
}
