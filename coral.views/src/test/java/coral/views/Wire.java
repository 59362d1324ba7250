// SPDX-License-Identifier: Apache-2.0
package coral.views;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Messages that several tests need. */
final class Wire {
  private Wire() {}

  static Timestamp at(String instant) {
    Instant at = Instant.parse(instant);
    return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()).build();
  }
}
