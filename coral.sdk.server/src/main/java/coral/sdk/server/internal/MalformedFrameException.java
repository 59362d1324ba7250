// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import java.io.IOException;

/** The peer does not speak the protocol; its connection ends. */
final class MalformedFrameException extends IOException {
  private static final long serialVersionUID = 1;

  MalformedFrameException(String message) {
    super(message);
  }

  MalformedFrameException(String message, Throwable cause) {
    super(message, cause);
  }
}
