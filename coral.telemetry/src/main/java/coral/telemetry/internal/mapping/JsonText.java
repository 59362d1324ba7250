// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * OTLP attributes as compact JSON. Integers are numbers, bytes base64; a double that JSON has no
 * word for is the string {@code "NaN"} or {@code "Infinity"}.
 */
final class JsonText {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonText() {}

  static String object(List<KeyValue> attributes) {
    return attributes.isEmpty() ? "{}" : write(json -> object(json, attributes));
  }

  /** The attributes and one more string among them. */
  static String objectWith(List<KeyValue> attributes, String key, String value) {
    return write(
        json -> {
          json.writeStartObject();
          members(json, attributes);
          json.writeStringProperty(key, value);
          json.writeEndObject();
        });
  }

  static String value(AnyValue value) {
    return write(json -> value(json, value));
  }

  static String events(List<Span.Event> events) {
    return events.isEmpty() ? "[]" : write(json -> events(json, events));
  }

  private static void events(JsonGenerator json, List<Span.Event> events) {
    json.writeStartArray();
    for (Span.Event event : events) {
      json.writeStartObject();
      json.writeStringProperty("name", event.getName());
      json.writeNumberProperty("time_unix_nano", event.getTimeUnixNano());
      json.writeName("attributes");
      object(json, event.getAttributesList());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void object(JsonGenerator json, List<KeyValue> attributes) {
    json.writeStartObject();
    members(json, attributes);
    json.writeEndObject();
  }

  private static void members(JsonGenerator json, List<KeyValue> attributes) {
    for (KeyValue attribute : attributes) {
      json.writeName(attribute.getKey());
      value(json, attribute.getValue());
    }
  }

  private static void value(JsonGenerator json, AnyValue value) {
    switch (value.getValueCase()) {
      case STRING_VALUE -> json.writeString(value.getStringValue());
      case BOOL_VALUE -> json.writeBoolean(value.getBoolValue());
      case INT_VALUE -> json.writeNumber(value.getIntValue());
      case DOUBLE_VALUE -> json.writeNumber(value.getDoubleValue());
      case BYTES_VALUE -> json.writeBinary(value.getBytesValue().toByteArray());
      case KVLIST_VALUE -> object(json, value.getKvlistValue().getValuesList());
      case ARRAY_VALUE -> {
        json.writeStartArray();
        value.getArrayValue().getValuesList().forEach(element -> value(json, element));
        json.writeEndArray();
      }
      default -> json.writeNull();
    }
  }

  private static String write(Consumer<JsonGenerator> content) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      content.accept(json);
    }
    return text.toString();
  }
}
