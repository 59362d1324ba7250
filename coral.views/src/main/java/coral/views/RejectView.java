// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.colony.v1.RejectResponse;

/**
 * A version that was rejected.
 *
 * @param reason that was given
 */
public record RejectView(String name, int version, String reason) {

  /** As a colony answers to a rejection for that reason. */
  public static RejectView of(RejectResponse response, String reason) {
    return new RejectView(response.getName(), response.getVersion(), reason);
  }
}
