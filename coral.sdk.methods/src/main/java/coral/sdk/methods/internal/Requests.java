// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import com.google.errorprone.annotations.FormatMethod;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.sdk.SdkCall;
import java.time.Duration;

/** What a script asked for, checked. Everything here comes from untrusted code. */
final class Requests {
  static final int MAX_ROWS = 10_000;

  /** As deep as the deepest message of a method: a filter of spans with its attributes. */
  private static final int MAX_DEPTH = 2;

  private Requests() {}

  /**
   * Reads a payload, of which nothing is kept that the message does not know. Lists and structures
   * as parameters are too deep, so that their values are never made.
   */
  static <T extends Message> T parse(SdkCall call, Parser<T> parser) {
    CodedInputStream payload = CodedInputStream.newInstance(call.payload());
    int _ = payload.setRecursionLimit(MAX_DEPTH);
    try {
      return DiscardUnknownFieldsParser.wrap(parser).parseFrom(payload);
    } catch (InvalidProtocolBufferException e) {
      throw new CoralException(ErrorCode.INVALID_ARGUMENT, unreadable(e), e);
    }
  }

  /** The library tells one reason from another by its text alone. */
  private static String unreadable(InvalidProtocolBufferException e) {
    String why = String.valueOf(e.getMessage());
    return why.contains("too many levels of nesting")
        ? "the call's payload nests messages more than %d levels deep; a parameter must be null, a boolean, a number or a string"
            .formatted(MAX_DEPTH)
        : "the call's payload is not the message that its method takes: " + why;
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
