// SPDX-License-Identifier: Apache-2.0

package coral.cli.agent;

import static java.util.stream.Collectors.joining;

import coral.proto.colony.v1.Agent;
import java.util.TreeMap;

/** Labels on one line. */
final class Labels {
  private Labels() {}

  static String text(Agent agent) {
    return new TreeMap<>(agent.getLabelsMap())
        .entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(joining(","));
  }
}
