// SPDX-License-Identifier: Apache-2.0

package coral.itest.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The spans of one instance of a service, to be sent as OTLP/JSON. */
final class OtlpSpans {
  static final int SERVER = 2;
  static final int CLIENT = 3;

  private static final int ERROR = 2;

  private final ObjectNode request = JsonMapper.shared().createObjectNode();
  private final ArrayNode spans;

  /**
   * Starts with no span of a resource that has these attributes, {@code service.name} among them.
   */
  OtlpSpans(Map<String, String> resource) {
    ObjectNode of = request.putArray("resourceSpans").addObject();
    attributes(of.putObject("resource"), resource);
    ObjectNode scope = of.putArray("scopeSpans").addObject();
    scope.putObject("scope").put("name", "test");
    spans = scope.putArray("spans");
  }

  /**
   * One more span.
   *
   * @param trace number of the trace; spans of one trace have the same
   */
  OtlpSpans add(
      long trace,
      String name,
      int kind,
      Instant start,
      Duration duration,
      boolean failed,
      Map<String, String> attributes) {
    ObjectNode span = spans.addObject();
    span.put("traceId", "%032x".formatted(trace));
    span.put("spanId", "%08x%08x".formatted(trace, spans.size()));
    span.put("name", name);
    span.put("kind", kind);
    span.put("startTimeUnixNano", nanos(start));
    span.put("endTimeUnixNano", nanos(start.plus(duration)));
    if (failed) {
      span.putObject("status").put("code", ERROR);
    }
    attributes(span, attributes);
    return this;
  }

  int size() {
    return spans.size();
  }

  String json() {
    return request.toString();
  }

  /** A {@code jvm.memory.used} of the service in bytes, at each of the times. */
  static String memory(String service, Map<Instant, Long> used) {
    ObjectNode request = JsonMapper.shared().createObjectNode();
    ObjectNode of = request.putArray("resourceMetrics").addObject();
    attributes(of.putObject("resource"), Map.of("service.name", service));
    ObjectNode metric = of.putArray("scopeMetrics").addObject().putArray("metrics").addObject();
    metric.put("name", "jvm.memory.used").put("unit", "By");
    ArrayNode points = metric.putObject("gauge").putArray("dataPoints");
    used.forEach(
        (time, bytes) -> {
          ObjectNode point = points.addObject();
          point.put("timeUnixNano", nanos(time)).put("asInt", String.valueOf(bytes));
          attributes(point, Map.of("jvm.memory.type", "heap"));
        });
    return request.toString();
  }

  /** OTLP's booleans are no texts: {@code "true"} and {@code "false"} become them. */
  private static void attributes(ObjectNode of, Map<String, String> values) {
    ArrayNode attributes = of.putArray("attributes");
    values.forEach(
        (key, text) -> {
          ObjectNode value = attributes.addObject().put("key", key).putObject("value");
          switch (text) {
            case "true", "false" -> value.put("boolValue", Boolean.parseBoolean(text));
            default -> value.put("stringValue", text);
          }
        });
  }

  private static String nanos(Instant time) {
    return String.valueOf(
        Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L) + time.getNano());
  }
}
