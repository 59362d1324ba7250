// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.agent.v1.StopScriptResponse;
import java.util.List;

/**
 * A script that was stopped.
 *
 * @param stoppedOn ids of agents that ran it
 */
public record StopView(String name, List<String> stoppedOn) {
  public StopView {
    stoppedOn = List.copyOf(stoppedOn);
  }

  /** As a colony answers. */
  public static StopView of(StopScriptResponse response) {
    return new StopView(response.getName(), response.getStoppedOnList());
  }
}
