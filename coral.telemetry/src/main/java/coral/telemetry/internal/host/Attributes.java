// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.host;

import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Attributes of metrics that Coral makes itself. */
public final class Attributes {
  private static final JsonFactory JSON = new JsonFactory();

  private Attributes() {}

  /**
   * A JSON object of strings.
   *
   * @param attributes key, value, key, value …
   */
  public static String json(String... attributes) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      for (int i = 0; i < attributes.length; i += 2) {
        json.writeStringProperty(attributes[i], attributes[i + 1]);
      }
      json.writeEndObject();
    }
    return text.toString();
  }
}
