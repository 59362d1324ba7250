// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Who this agent is.
 *
 * @param instanceId new with each start of the process
 * @param hostId belongs to the data directory, so that two agents under one id can be told apart
 */
public record AgentIdentity(
    String id, String instanceId, String hostId, String hostname, Map<String, String> labels) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

  public AgentIdentity {
    labels = Map.copyOf(labels);
    if (!ID.matcher(id).matches()) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "agent.id \"%s\" is malformed: 1 to 253 letters, digits, '.', '_' or '-', beginning with a letter or digit"
              .formatted(id));
    }
  }

  /**
   * {@code ["k=v", …]} as a map.
   *
   * @throws CoralException INVALID_ARGUMENT when one has no name or no {@code =}
   */
  public static Map<String, String> labels(List<String> pairs) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new CoralException(
            ErrorCode.INVALID_ARGUMENT,
            "agent.labels: \"%s\" is not of the form name=value".formatted(pair));
      }
      labels.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    return labels;
  }
}
