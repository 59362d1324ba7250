// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.wire;

import static java.util.Collections.unmodifiableList;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement to run.
 *
 * @param params null, Boolean, Long, Double or String
 */
public record QueryBody(
    String sql, List<@Nullable Object> params, long timeoutMillis, int maxRows, long maxBytes) {

  public QueryBody {
    params = unmodifiableList(new ArrayList<>(params));
  }

  public byte[] encode() {
    return Body.write(
        out -> {
          Body.writeText(out, sql);
          out.writeLong(timeoutMillis);
          out.writeInt(maxRows);
          out.writeLong(maxBytes);
          out.writeInt(params.size());
          for (Object param : params) {
            writeParam(out, param);
          }
        });
  }

  public static QueryBody decode(byte[] body) {
    return Body.read(
        body,
        in -> {
          String sql = Body.readText(in);
          long timeoutMillis = in.readLong();
          int maxRows = in.readInt();
          long maxBytes = in.readLong();
          int count = in.readInt();
          List<@Nullable Object> params = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            params.add(readParam(in));
          }
          return new QueryBody(sql, params, timeoutMillis, maxRows, maxBytes);
        });
  }

  private static void writeParam(DataOutputStream out, @Nullable Object param) throws IOException {
    switch (param) {
      case null -> out.writeByte('n');
      case Boolean value -> {
        out.writeByte('b');
        out.writeBoolean(value);
      }
      case Long value -> {
        out.writeByte('l');
        out.writeLong(value);
      }
      case Double value -> {
        out.writeByte('d');
        out.writeDouble(value);
      }
      case String value -> {
        out.writeByte('s');
        Body.writeText(out, value);
      }
      default -> throw new IllegalArgumentException("no parameter is a " + param.getClass());
    }
  }

  private static @Nullable Object readParam(DataInputStream in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case 'n' -> null;
      case 'b' -> in.readBoolean();
      case 'l' -> in.readLong();
      case 'd' -> in.readDouble();
      case 's' -> Body.readText(in);
      default -> throw new IOException("a parameter of kind " + kind);
    };
  }
}
