// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.receiver;

/** What one sender may ask of a receiver. */
final class Limits {
  /** Of a request, after decompression. A batch of an SDK has some 100 KB. */
  static final int MAX_REQUEST_BYTES = 16 << 20;

  static final int MAX_CALLS_PER_CONNECTION = 64;

  static final int IDLE_SECONDS = 120;

  private Limits() {}
}
