// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import com.google.protobuf.ByteString;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Trace and span ids: hex where they are valid by W3C's rules, which is the right length and not
 * all zeros.
 */
final class Ids {
  private static final int TRACE_BYTES = 16;
  private static final int SPAN_BYTES = 8;

  private Ids() {}

  static @Nullable String trace(ByteString id) {
    return hex(id, TRACE_BYTES);
  }

  static @Nullable String span(ByteString id) {
    return hex(id, SPAN_BYTES);
  }

  private static @Nullable String hex(ByteString id, int length) {
    return id.size() == length && !zero(id) ? HexFormat.of().formatHex(id.toByteArray()) : null;
  }

  private static boolean zero(ByteString id) {
    for (int i = 0; i < id.size(); i++) {
      if (id.byteAt(i) != 0) {
        return false;
      }
    }
    return true;
  }
}
