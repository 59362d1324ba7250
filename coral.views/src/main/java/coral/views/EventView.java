// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.colony.v1.EventEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event, of any script.
 *
 * @param script its name
 * @param sequence within the execution, over lines, events and status changes
 * @param severity {@code "debug"}, {@code "info"}, {@code "warning"}, {@code "error"} or {@code
 *     "critical"}; {@code "info"} where the script gave none
 * @param data any JSON value; null: none
 */
public record EventView(
    @Nullable Instant timestamp,
    String agentId,
    String script,
    String scriptId,
    String executionId,
    long sequence,
    String severity,
    String name,
    @Nullable JsonNode data) {

  /** As a colony streams it. */
  public static EventView of(EventEntry event) {
    return new EventView(
        Times.of(event.getTimestamp()),
        event.getAgentId(),
        event.getScript(),
        event.getScriptId(),
        event.getExecutionId(),
        event.getSequence(),
        event.getSeverity(),
        event.getName(),
        event.getData().isEmpty() ? null : JsonMapper.shared().readTree(event.getData()));
  }

  /** {@code [agent] time script [SEVERITY] event name data}. */
  public String row() {
    return "[%s] %s %s %s"
        .formatted(
            agentId,
            Times.second(timestamp),
            script,
            EmittedView.text(severity, name, data == null ? "" : data));
  }
}
