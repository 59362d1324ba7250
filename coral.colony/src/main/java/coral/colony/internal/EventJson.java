// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.execution.ScriptEvent;

/**
 * An event as a log line shows it: {@code {"name": …, "severity": …, "data": …}} without spaces.
 */
final class EventJson {
  private EventJson() {}

  /** The data is JSON already; an event without data has {@code null}. */
  static String of(ScriptEvent event) {
    String data = event.dataJson().isBlank() ? "null" : event.dataJson();
    return "{\"name\":"
        + quoted(event.name())
        + ",\"severity\":"
        + quoted(event.severity())
        + ",\"data\":"
        + data
        + "}";
  }

  private static String quoted(String text) {
    var json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
