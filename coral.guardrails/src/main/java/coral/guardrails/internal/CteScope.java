// SPDX-License-Identifier: Apache-2.0
package coral.guardrails.internal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The common table expressions that a name may mean, the innermost first. Immutable. */
final class CteScope {
  static final CteScope EMPTY = new CteScope("", 0, null);

  private final String name;
  private final long weight;
  private final @Nullable CteScope outer;

  private CteScope(String name, long weight, @Nullable CteScope outer) {
    this.name = name;
    this.weight = weight;
    this.outer = outer;
  }

  /**
   * With one more expression.
   *
   * @param addedWeight queries that a use of it comes to
   */
  CteScope with(String added, long addedWeight) {
    return new CteScope(added.toLowerCase(Locale.ROOT), addedWeight, this);
  }

  /** The weight of the expression of that name, or -1. */
  long weightOf(String wanted) {
    String key = wanted.toLowerCase(Locale.ROOT);
    for (CteScope scope = this; scope != null && scope != EMPTY; scope = scope.outer) {
      if (scope.name.equals(key)) {
        return scope.weight;
      }
    }
    return -1;
  }
}
