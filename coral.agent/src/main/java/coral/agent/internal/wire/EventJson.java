// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.wire;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.ScriptEvent;
import java.io.StringWriter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Events as JSON. */
public final class EventJson {
  private static final JsonFactory JSON = new JsonFactory();

  private EventJson() {}

  /**
   * {@code json} without white space between its tokens; numbers and strings keep their value.
   *
   * @throws CoralException INVALID_ARGUMENT unless it is exactly one JSON value
   */
  public static String compactValue(String json) {
    StringWriter out = new StringWriter(json.length());
    try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      copyValue(json, generator);
    } catch (JacksonException e) {
      throw malformed(e.getOriginalMessage(), e);
    }
    return out.toString();
  }

  /** {@code {"name": …, "severity": …, "data": …}} without white space; no severity, no member. */
  static String compact(ScriptEvent event) {
    StringWriter out = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      generator.writeStartObject();
      generator.writeStringProperty("name", event.name());
      if (!event.severity().isEmpty()) {
        generator.writeStringProperty("severity", event.severity());
      }
      generator.writeName("data");
      copyValue(event.dataJson(), generator);
      generator.writeEndObject();
    }
    return out.toString();
  }

  private static void copyValue(String json, JsonGenerator generator) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() == null) {
        throw malformed("it is empty", null);
      }
      generator.copyCurrentStructureExact(parser);
      if (parser.nextToken() != null) {
        throw malformed("something follows the first value", null);
      }
    }
  }

  private static CoralException malformed(
      String why, @org.jspecify.annotations.Nullable Exception e) {
    return new CoralException(
        ErrorCode.INVALID_ARGUMENT, "the event's data is not one JSON value: " + why, e);
  }
}
