// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.metrics;

import coral.api.egress.StoredEvent;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one {@code emit("metric", …)} says.
 *
 * @param name as the script wrote it
 * @param unit empty: none given
 * @param labels as the script wrote them, without script and agent
 */
record Sample(
    String name,
    MetricKind kind,
    double value,
    String unit,
    String description,
    SortedMap<String, String> labels) {
  static final int MOST_LABELS = 30;
  static final int LONGEST_NAME = 200;
  static final int LONGEST_VALUE = 1_000;
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Reads an event's data. */
  static Sample of(StoredEvent event) throws MalformedMetricException {
    JsonNode data;
    try {
      data = JSON.readTree(event.event().dataJson());
    } catch (JacksonException e) {
      throw new MalformedMetricException("its data is no JSON");
    }
    if (!data.isObject()) {
      throw new MalformedMetricException("its data is no object with \"name\" and \"value\"");
    }
    JsonNode name = data.path("name");
    if (!name.isString() || name.stringValue().isBlank()) {
      throw new MalformedMetricException("\"name\" is missing or no text");
    }
    if (name.stringValue().length() > LONGEST_NAME) {
      throw new MalformedMetricException(
          "\"name\" has more than %d characters".formatted(LONGEST_NAME));
    }
    MetricKind kind = kind(data.path("type"));
    return new Sample(
        name.stringValue(),
        kind,
        value(data.path("value"), kind),
        text(data.path("unit")),
        text(data.path("description")),
        labels(data));
  }

  /** For sentences: a name may hold anything, line feeds too. */
  String quotedName() {
    return JSON.writeValueAsString(name);
  }

  private static MetricKind kind(JsonNode type) throws MalformedMetricException {
    if (type.isMissingNode() || type.isNull()) {
      return MetricKind.GAUGE;
    }
    return switch (type.isString() ? type.stringValue() : type.toString()) {
      case "gauge" -> MetricKind.GAUGE;
      case "counter" -> MetricKind.COUNTER;
      default ->
          throw new MalformedMetricException(
              "\"type\" is %s, and must be \"gauge\" or \"counter\"".formatted(shortened(type)));
    };
  }

  private static double value(JsonNode value, MetricKind kind) throws MalformedMetricException {
    if (!value.isNumber()) {
      throw new MalformedMetricException("\"value\" is %s, no number".formatted(shortened(value)));
    }
    double number = value.doubleValue();
    if (!Double.isFinite(number)) {
      throw new MalformedMetricException("\"value\" is too large");
    }
    if (kind == MetricKind.COUNTER && number < 0) {
      throw new MalformedMetricException(
          "\"value\" of a counter is %s, and it can only grow".formatted(shortened(value)));
    }
    return number;
  }

  /**
   * Numbers are labels where the script says {@code labels}; anywhere else they are measurements,
   * which would make a series of their own for each value.
   */
  private static SortedMap<String, String> labels(JsonNode data) throws MalformedMetricException {
    SortedMap<String, String> labels = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : data.properties()) {
      switch (field.getKey()) {
        case "name", "value", "type", "unit", "description", "severity", "timestamp" -> {}
        case "labels", "attributes" -> {
          boolean numbers = field.getKey().equals("labels");
          for (Map.Entry<String, JsonNode> label : field.getValue().properties()) {
            add(labels, label, numbers);
          }
        }
        default -> add(labels, field, false);
      }
    }
    if (labels.size() > MOST_LABELS) {
      throw new MalformedMetricException(
          "it has %d labels, and %d are the most".formatted(labels.size(), MOST_LABELS));
    }
    return labels;
  }

  private static void add(
      Map<String, String> labels, Map.Entry<String, JsonNode> field, boolean numbers)
      throws MalformedMetricException {
    JsonNode value = field.getValue();
    if (value.isString() || value.isBoolean() || (numbers && value.isNumber())) {
      String text = value.asString();
      if (field.getKey().isEmpty() || field.getKey().length() > LONGEST_NAME) {
        throw new MalformedMetricException(
            "a label's name is empty or has more than %d characters".formatted(LONGEST_NAME));
      }
      if (text.length() > LONGEST_VALUE) {
        throw new MalformedMetricException(
            "label %s has more than %,d characters"
                .formatted(JSON.writeValueAsString(field.getKey()), LONGEST_VALUE));
      }
      labels.put(field.getKey(), text);
    }
  }

  private static String text(JsonNode node) {
    return node.isString() && node.stringValue().length() <= LONGEST_VALUE
        ? node.stringValue()
        : "";
  }

  private static String shortened(JsonNode node) {
    String text = node.isMissingNode() ? "missing" : node.toString();
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
