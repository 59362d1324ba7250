// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.colony.v1.ResendDeadLettersResponse;
import java.util.List;

/**
 * What is sent again.
 *
 * @param ids of dead letters that wait for delivery again
 */
public record ResendView(List<String> ids) {
  public ResendView {
    ids = List.copyOf(ids);
  }

  /** As a colony answers. */
  public static ResendView of(ResendDeadLettersResponse response) {
    return new ResendView(response.getIdsList());
  }
}
