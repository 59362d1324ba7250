// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.metrics;

/** An event that makes no metric. */
final class MalformedMetricException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String what;

  MalformedMetricException(String what) {
    super(what);
    this.what = what;
  }

  /** What is wrong with it; ends a sentence that begins with the script. */
  String what() {
    return what;
  }
}
