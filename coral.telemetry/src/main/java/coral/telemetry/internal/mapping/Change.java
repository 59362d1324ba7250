// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

/** What a point adds to what is already known of its series. */
sealed interface Change<T> {
  /** This much was counted since the point before it, or since the series' start. */
  record Added<T>(T value) implements Change<T> {}

  /**
   * The first point that was seen of a series which had counted before: only the next one tells
   * something.
   */
  record Baseline<T>() implements Change<T> {}

  /** This point, or a later one, has been here. */
  record Known<T>() implements Change<T> {}
}
