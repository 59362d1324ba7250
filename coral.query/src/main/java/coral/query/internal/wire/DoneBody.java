// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.wire;

/**
 * The end of a result.
 *
 * @param truncated there was more
 * @param cpuNanos processor time of the statement
 */
public record DoneBody(boolean truncated, long cpuNanos) {

  public byte[] encode() {
    return Body.write(
        out -> {
          out.writeBoolean(truncated);
          out.writeLong(cpuNanos);
        });
  }

  public static DoneBody decode(byte[] body) {
    return Body.read(body, in -> new DoneBody(in.readBoolean(), in.readLong()));
  }
}
