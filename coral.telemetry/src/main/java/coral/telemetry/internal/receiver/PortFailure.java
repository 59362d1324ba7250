// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.receiver;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.net.InetSocketAddress;

/** Says why a port could not be opened, and which key to change. */
final class PortFailure {
  private PortFailure() {}

  static CoralException of(String what, String key, InetSocketAddress address, Throwable cause) {
    String where = address.getHostString() + ":" + address.getPort();
    String reason;
    if (address.isUnresolved()) {
      reason = "the host is not known; set telemetry.host to an address of this machine.";
    } else if (says(cause, "in use")) {
      reason =
          "the port is in use; free it, or set telemetry."
              + key
              + " to another one (0 picks a free one).";
    } else if (says(cause, "assign requested address")) {
      reason = "this machine has no such address; set telemetry.host to one that it has.";
    } else {
      reason = cause.getMessage() + "; check telemetry.host and telemetry." + key + ".";
    }
    return new CoralException(
        ErrorCode.FAILED_PRECONDITION,
        "Cannot receive " + what + " on " + where + ": " + reason,
        cause);
  }

  private static boolean says(Throwable thrown, String words) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t.getMessage() != null && t.getMessage().contains(words)) {
        return true;
      }
    }
    return false;
  }
}
