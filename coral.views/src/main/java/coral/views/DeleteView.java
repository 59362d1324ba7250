// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.colony.v1.DeleteResponse;

/**
 * A script that was deleted.
 *
 * @param scriptId UUID that it had
 */
public record DeleteView(String scriptId, String name) {

  /** As a colony answers. */
  public static DeleteView of(DeleteResponse response) {
    return new DeleteView(response.getScriptId(), response.getName());
  }
}
