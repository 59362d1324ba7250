// SPDX-License-Identifier: Apache-2.0
package coral.views;

import com.fasterxml.jackson.annotation.JsonInclude;
import coral.proto.agent.v1.ScriptLogEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line that a script wrote, or an event that it emitted.
 *
 * @param sequence within the execution, over lines, events and status changes
 * @param stream {@code "stdout"}, {@code "stderr"} or {@code "event"}
 * @param event of stream {@code "event"}; left out for a line
 * @param line without its end; left out for an event
 */
public record LogView(
    @Nullable Instant timestamp,
    String agentId,
    String executionId,
    long sequence,
    String stream,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable EmittedView event,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String line) {

  /** As a colony streams it. */
  public static LogView of(ScriptLogEntry entry) {
    boolean isEvent = entry.getStream().equals("event");
    return new LogView(
        Times.of(entry.getTimestamp()),
        entry.getAgentId(),
        entry.getExecutionId(),
        entry.getSequence(),
        entry.getStream(),
        isEvent ? EmittedView.parse(entry.getLine()) : null,
        isEvent ? null : entry.getLine());
  }

  /** The line, or {@code [SEVERITY] event name data}. */
  public String text() {
    return event != null ? event.text() : line == null ? "" : line;
  }

  /** {@code [agent] time text}. */
  public String row() {
    return "[%s] %s %s".formatted(agentId, Times.second(timestamp), text());
  }
}
