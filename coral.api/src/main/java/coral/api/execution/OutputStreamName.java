// SPDX-License-Identifier: Apache-2.0
package coral.api.execution;

/** Where a log line came from. */
public enum OutputStreamName {
  STDOUT,
  STDERR;

  /** {@code "stdout"} or {@code "stderr"}. */
  public String wireName() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
