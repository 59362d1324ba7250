// SPDX-License-Identifier: Apache-2.0

package coral.cli.output;

import coral.proto.agent.v1.ScriptLogEntry;
import coral.proto.colony.v1.EventEntry;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Prints log lines and events as they come. */
public final class LogPrinter {
  private final Output out;

  public LogPrinter(Output out) {
    this.out = out;
  }

  /** {@code [agent] time line}; an event is {@code [SEVERITY] name {data}} in place of the line. */
  public void print(ScriptLogEntry entry) {
    if (out.json()) {
      out.value(Views.log(entry));
    } else {
      out.line(
          "[%s] %s %s"
              .formatted(entry.getAgentId(), Times.second(entry.getTimestamp()), text(entry)));
    }
  }

  /** {@code [agent] time script [SEVERITY] name {data}}. */
  public void print(EventEntry event) {
    if (out.json()) {
      out.value(Views.event(event));
    } else {
      out.line(
          "[%s] %s %s %s"
              .formatted(
                  event.getAgentId(),
                  Times.second(event.getTimestamp()),
                  event.getScript(),
                  event(event.getSeverity(), event.getName(), event.getData())));
    }
  }

  /** {@code [SEVERITY] event name data}. */
  public static String event(String severity, String name, Object data) {
    return "[%s] event %s %s"
        .formatted(severity.isEmpty() ? "INFO" : severity.toUpperCase(Locale.ROOT), name, data);
  }

  private static String text(ScriptLogEntry entry) {
    if (!entry.getStream().equals("event")) {
      return entry.getLine();
    }
    JsonNode event = Views.event(entry);
    return event(
        event.path("severity").asString(), event.path("name").asString(), event.path("data"));
  }
}
