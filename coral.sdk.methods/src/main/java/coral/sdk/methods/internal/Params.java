// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Value;
import com.google.protobuf.WireFormat;
import coral.proto.sdk.v1.QueryRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement's parameters, as a script gives them and as the engine binds them. */
final class Params {
  /** Up to here a JavaScript number is a whole number without doubt. */
  private static final double MAX_SAFE_INTEGER = 9_007_199_254_740_991.0;

  private static final int MAX = 1_000;
  private static final int MAX_TEXT_BYTES = 1 << 20;

  private Params() {}

  /**
   * Counts a payload's parameters before any is made: millions of empty ones fit into it.
   *
   * @throws coral.api.error.CoralException INVALID_ARGUMENT for too many
   */
  static void check(byte[] payload) {
    CodedInputStream in = CodedInputStream.newInstance(payload);
    int count = 0;
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (WireFormat.getTagFieldNumber(tag) == QueryRequest.PARAMS_FIELD_NUMBER
            && ++count > MAX) {
          throw Requests.invalid("the statement has more than %d parameters", MAX);
        }
        in.skipField(tag);
      }
    } catch (IOException malformed) {
      // reading it says what is wrong
    }
  }

  static List<@Nullable Object> of(List<Value> values) {
    List<@Nullable Object> params = new ArrayList<>(values.size());
    long textBytes = 0;
    for (Value value : values) {
      textBytes += value.getStringValueBytes().size();
      if (textBytes > MAX_TEXT_BYTES) {
        throw Requests.invalid(
            "the statement's texts up to parameter %d have %,d bytes, but all together may have"
                + " %,d at most",
            params.size() + 1, textBytes, MAX_TEXT_BYTES);
      }
      params.add(of(value, params.size() + 1));
    }
    return params;
  }

  private static @Nullable Object of(Value value, int position) {
    return switch (value.getKindCase()) {
      case NULL_VALUE -> null;
      case BOOL_VALUE -> value.getBoolValue();
      case NUMBER_VALUE -> number(value.getNumberValue());
      case STRING_VALUE -> value.getStringValue();
      case LIST_VALUE, STRUCT_VALUE, KIND_NOT_SET ->
          throw Requests.invalid(
              "parameter %d is a %s, but must be null, a boolean, a number or a string",
              position, value.hasListValue() ? "list" : "structure");
    };
  }

  private static Object number(double number) {
    boolean whole = number == Math.rint(number) && Math.abs(number) <= MAX_SAFE_INTEGER;
    return whole ? (Object) (long) number : (Object) number;
  }
}
