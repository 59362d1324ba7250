// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

/** The process at the other end, as the kernel noted when it connected. */
record Peer(long pid, long uid) {
  @Override
  public String toString() {
    return "process " + pid + " (uid " + uid + ")";
  }
}
