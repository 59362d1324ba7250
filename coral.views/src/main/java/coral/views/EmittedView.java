// SPDX-License-Identifier: Apache-2.0
package coral.views;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a script emitted, among its log lines.
 *
 * @param severity {@code "debug"}, {@code "info"}, {@code "warning"}, {@code "error"} or {@code
 *     "critical"}; left out or empty: the script gave none
 * @param data any JSON value
 */
public record EmittedView(
    String name,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String severity,
    JsonNode data) {

  static EmittedView parse(String json) {
    JsonNode event = JsonMapper.shared().readTree(json);
    return new EmittedView(
        event.path("name").asString(),
        event.has("severity") ? event.path("severity").asString() : null,
        event.path("data"));
  }

  String text() {
    return text(severity == null ? "" : severity, name, data);
  }

  static String text(String severity, String name, Object data) {
    return "[%s] event %s %s"
        .formatted(severity.isEmpty() ? "INFO" : severity.toUpperCase(Locale.ROOT), name, data);
  }
}
