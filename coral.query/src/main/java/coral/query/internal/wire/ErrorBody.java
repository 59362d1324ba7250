// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.wire;

/**
 * Why a call has no answer.
 *
 * @param cpuNanos processor time that it took all the same
 */
public record ErrorBody(Reason reason, String message, long cpuNanos) {

  /** Its name travels. */
  public enum Reason {
    /** DuckDB cannot run the statement. */
    FAILED,
    /** The text is no statement that has a tree, or the tree none that has a text. */
    REFUSED,
    /** Its own time limit. */
    TIMEOUT,
    /** The worker's memory. */
    MEMORY,
    /** The caller cancelled it. */
    CANCELLED,
    /** A fault of the worker's own. */
    INTERNAL
  }

  /** Before it is known what it took. */
  public ErrorBody(Reason reason, String message) {
    this(reason, message, 0);
  }

  public byte[] encode() {
    return Body.write(
        out -> {
          Body.writeText(out, reason.name());
          Body.writeText(out, message);
          out.writeLong(cpuNanos);
        });
  }

  public static ErrorBody decode(byte[] body) {
    return Body.read(
        body,
        in -> new ErrorBody(Reason.valueOf(Body.readText(in)), Body.readText(in), in.readLong()));
  }
}
