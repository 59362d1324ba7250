// SPDX-License-Identifier: Apache-2.0
package coral.api.sdk;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A method that scripts can call; a whiteboard service with the property {@link #NAME}. Methods
 * come and go while scripts run: a call waits a while for a method that is being updated, and the
 * server waits for the calls in flight before it lets a method go.
 */
@ConsumerType
public interface SdkMethod {
  /**
   * Service property: the method's name, {@code "db.query"} or, for a plug-in, {@code
   * "x.name.method"}.
   */
  String NAME = "coral.sdk.method";

  /**
   * Answers one call on a virtual thread of the server.
   *
   * @return the method's own response message, which ends the call (and the stream, if {@code next}
   *     was used)
   * @throws coral.api.error.CoralException reaches the script with its code and message; anything
   *     else as INTERNAL
   * @throws InterruptedException when the script cancelled or went away
   */
  byte[] call(SdkCall call) throws InterruptedException;
}
