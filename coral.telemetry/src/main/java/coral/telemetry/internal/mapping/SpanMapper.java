// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import coral.api.telemetry.TelemetryRow;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.List;

/** Spans, of the stable semantic conventions and of those before them. Thread-safe. */
public final class SpanMapper {
  public Mapped map(ExportTraceServiceRequest request) {
    RowCollector rows = new RowCollector();
    for (ResourceSpans resource : request.getResourceSpansList()) {
      Sender sender = Sender.of(resource.getResource());
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        scope.getSpansList().forEach(span -> map(sender, span, rows));
      }
    }
    return rows.mapped(() -> {});
  }

  private static void map(Sender sender, Span span, RowCollector rows) {
    String traceId = Ids.trace(span.getTraceId());
    String spanId = Ids.span(span.getSpanId());
    if (traceId == null) {
      rows.reject("The span '" + span.getName() + "' has no trace_id of 16 bytes other than 0.");
    } else if (spanId == null) {
      rows.reject("The span '" + span.getName() + "' has no span_id of 8 bytes other than 0.");
    } else if (!UnixNanos.known(span.getStartTimeUnixNano())) {
      rows.reject("The span '" + span.getName() + "' has no start_time_unix_nano.");
    } else {
      rows.add(row(sender, span, traceId, spanId));
    }
  }

  private static TelemetryRow row(Sender sender, Span span, String traceId, String spanId) {
    List<KeyValue> attributes = span.getAttributesList();
    RpcName rpc = RpcName.of(attributes);
    long duration = span.getEndTimeUnixNano() - span.getStartTimeUnixNano();
    String message = span.getStatus().getMessage();
    return new TelemetryRow.Span(
        traceId,
        spanId,
        Ids.span(span.getParentSpanId()),
        sender.serviceName(),
        span.getName(),
        kind(span),
        UnixNanos.instant(span.getStartTimeUnixNano()),
        Math.max(0, duration),
        status(span.getStatus()),
        message.isEmpty() ? null : message,
        Attributes.text(attributes, "http.request.method", "http.method"),
        Attributes.text(attributes, "http.route"),
        Attributes.integer(attributes, "http.response.status_code", "http.status_code"),
        Attributes.text(attributes, "db.system.name", "db.system"),
        Attributes.text(attributes, "db.query.text", "db.statement"),
        rpc.service(),
        rpc.method(),
        JsonText.object(attributes),
        sender.attributes(),
        JsonText.events(span.getEventsList()));
  }

  private static String kind(Span span) {
    return switch (span.getKind()) {
      case SPAN_KIND_SERVER -> "SERVER";
      case SPAN_KIND_CLIENT -> "CLIENT";
      case SPAN_KIND_INTERNAL -> "INTERNAL";
      case SPAN_KIND_PRODUCER -> "PRODUCER";
      case SPAN_KIND_CONSUMER -> "CONSUMER";
      default -> "UNSPECIFIED";
    };
  }

  private static String status(Status status) {
    return switch (status.getCode()) {
      case STATUS_CODE_OK -> "OK";
      case STATUS_CODE_ERROR -> "ERROR";
      default -> "UNSET";
    };
  }
}
