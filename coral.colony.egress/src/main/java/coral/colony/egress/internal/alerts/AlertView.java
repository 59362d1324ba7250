// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.alerts;

import coral.api.egress.StoredEvent;
import coral.api.execution.Severity;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an {@code emit("alert", …)} says; any data will do. */
record AlertView(StoredEvent event, JsonNode data) {
  static final JsonMapper JSON = JsonMapper.shared();

  static AlertView of(StoredEvent event) {
    return new AlertView(event, parsed(event.event().dataJson()));
  }

  private static JsonNode parsed(String json) {
    try {
      return json.isBlank() ? JSON.nullNode() : JSON.readTree(json);
    } catch (JacksonException e) {
      return JSON.getNodeFactory().stringNode(json);
    }
  }

  String severity() {
    return Severity.of(event.event()).word();
  }

  /** As the script calls it; otherwise {@code "alert"}. */
  String name() {
    return text("name").isBlank() ? event.event().name() : text("name");
  }

  /** What a person reads. */
  String message() {
    if (data.isString()) {
      return data.stringValue();
    }
    String message = text("message");
    return message.isBlank() ? name() + " of script " + event.script() : message;
  }

  /** A text of the data; empty: there is none of that name. */
  String text(String field) {
    JsonNode value = data.path(field);
    return value.isString() ? value.stringValue() : "";
  }
}
