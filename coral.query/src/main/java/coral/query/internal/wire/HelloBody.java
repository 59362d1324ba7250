// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.wire;

/**
 * That the worker is ready.
 *
 * @param tier what confines the worker, in words
 */
public record HelloBody(String duckDbVersion, String tier) {

  public byte[] encode() {
    return Body.write(
        out -> {
          Body.writeText(out, duckDbVersion);
          Body.writeText(out, tier);
        });
  }

  public static HelloBody decode(byte[] body) {
    return Body.read(body, in -> new HelloBody(Body.readText(in), Body.readText(in)));
  }
}
