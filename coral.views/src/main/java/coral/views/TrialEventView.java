// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.agent.v1.ScriptEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a script emitted in a trial.
 *
 * @param severity empty: the script gave none
 * @param data any JSON value; null: none
 */
public record TrialEventView(
    @Nullable Instant timestamp, String severity, String name, @Nullable JsonNode data) {

  static TrialEventView of(ScriptEvent event) {
    return new TrialEventView(
        Times.of(event.getTimestamp()),
        event.getSeverity(),
        event.getName(),
        event.getData().isEmpty() ? null : JsonMapper.shared().readTree(event.getData()));
  }

  /** {@code [SEVERITY] event name data}. */
  public String text() {
    return EmittedView.text(severity, name, data == null ? "" : data);
  }
}
