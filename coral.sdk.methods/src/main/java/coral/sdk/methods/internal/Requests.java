// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import com.google.errorprone.annotations.FormatMethod;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.sdk.SdkCall;
import java.time.Duration;

/** What a script asked for, checked. Everything here comes from untrusted code. */
final class Requests {
  static final int MAX_ROWS = 10_000;

  private Requests() {}

  static <T> T parse(SdkCall call, Parser<T> parser) {
    try {
      return parser.parseFrom(call.payload());
    } catch (InvalidProtocolBufferException e) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "the call's payload is not the message that its method takes: " + e.getMessage(),
          e);
    }
  }

  static String required(String name, String value) {
    if (value.isBlank()) {
      throw invalid("'%s' is empty, but must be given", name);
    }
    return value;
  }

  /** Rows wanted: the default for 0. */
  static int limit(int requested, int byDefault) {
    if (requested < 0 || requested > MAX_ROWS) {
      throw invalid(
          "'limit' is %s, but must be from 1 to %,d",
          Integer.toUnsignedString(requested), MAX_ROWS);
    }
    return requested == 0 ? byDefault : requested;
  }

  /**
   * How far to look back: the default for 0.
   *
   * @param nanos unsigned, as on the wire
   */
  static Duration window(String name, long nanos, Duration byDefault, Duration retention) {
    if (nanos == 0) {
      return byDefault.compareTo(retention) < 0 ? byDefault : retention;
    }
    Duration window = Duration.ofNanos(nanos);
    if (nanos < 0 || window.compareTo(retention) > 0) {
      throw invalid(
          "'%s' is %s s, but only the last %d minutes of telemetry are kept",
          name,
          Long.toUnsignedString(Long.divideUnsigned(nanos, 1_000_000_000)),
          retention.toMinutes());
    }
    return window;
  }

  @FormatMethod
  static CoralException invalid(String format, Object... values) {
    return new CoralException(ErrorCode.INVALID_ARGUMENT, format.formatted(values));
  }
}
