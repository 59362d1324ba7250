// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The unit of the protocol.
 *
 * @param id of the call, or the epoch of the segments
 * @param body handed over, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // raw buffers are the point
public record Frame(Kind kind, long id, byte[] body) {
  private static final byte[] NOTHING = new byte[0];

  public static Frame empty(Kind kind, long id) {
    return new Frame(kind, id, NOTHING);
  }

  public static Frame text(Kind kind, long id, String text) {
    return new Frame(kind, id, text.getBytes(UTF_8));
  }

  public String text() {
    return new String(body, UTF_8);
  }
}
