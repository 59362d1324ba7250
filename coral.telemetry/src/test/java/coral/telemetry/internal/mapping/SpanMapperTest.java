// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import static coral.telemetry.internal.mapping.Otlp.id;
import static coral.telemetry.internal.mapping.Otlp.nanos;
import static coral.telemetry.internal.mapping.Otlp.number;
import static coral.telemetry.internal.mapping.Otlp.only;
import static coral.telemetry.internal.mapping.Otlp.service;
import static coral.telemetry.internal.mapping.Otlp.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import coral.api.telemetry.TelemetryRow;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanMapperTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  private final SpanMapper mapper = new SpanMapper();

  @Test
  void keepsEveryColumnOfASpan() {
    Span span =
        span()
            .setParentSpanId(id("00f067aa0ba902b7"))
            .setKind(Span.SpanKind.SPAN_KIND_SERVER)
            .setStatus(
                Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR).setMessage("boom"))
            .addAttributes(text("http.request.method", "POST"))
            .addAttributes(text("http.route", "/pay"))
            .addAttributes(number("http.response.status_code", 503))
            .addEvents(
                Span.Event.newBuilder()
                    .setName("exception")
                    .setTimeUnixNano(nanos(1))
                    .addAttributes(text("exception.type", "java.io.IOException")))
            .build();

    TelemetryRow.Span row = only(TelemetryRow.Span.class, map(service("payments"), span));

    assertThat(row.traceId()).isEqualTo(TRACE);
    assertThat(row.spanId()).isEqualTo(SPAN);
    assertThat(row.parentSpanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(row.serviceName()).isEqualTo("payments");
    assertThat(row.spanName()).isEqualTo("POST /pay");
    assertThat(row.spanKind()).isEqualTo("SERVER");
    assertThat(row.startTime()).isEqualTo(Otlp.T0.plusNanos(123_456_000));
    assertThat(row.durationNs()).isEqualTo(876_543_211);
    assertThat(row.statusCode()).isEqualTo("ERROR");
    assertThat(row.statusMessage()).isEqualTo("boom");
    assertThat(row.httpMethod()).isEqualTo("POST");
    assertThat(row.httpRoute()).isEqualTo("/pay");
    assertThat(row.httpStatusCode()).isEqualTo(503);
    assertThat(row.attributes())
        .isEqualTo(
            "{\"http.request.method\":\"POST\",\"http.route\":\"/pay\",\"http.response.status_code\":503}");
    assertThat(row.resourceAttributes()).isEqualTo("{\"service.name\":\"payments\"}");
    assertThat(row.events())
        .isEqualTo(
            "[{\"name\":\"exception\",\"time_unix_nano\":"
                + nanos(1)
                + ",\"attributes\":{\"exception.type\":\"java.io.IOException\"}}]");
  }

  @Test
  void readsTheOlderConventions() {
    Span span =
        span()
            .addAttributes(text("http.method", "GET"))
            .addAttributes(number("http.status_code", 200))
            .addAttributes(text("db.system", "postgresql"))
            .addAttributes(text("db.statement", "SELECT 1"))
            .addAttributes(text("rpc.service", "shop.Cart"))
            .addAttributes(text("rpc.method", "Add"))
            .build();

    TelemetryRow.Span row = only(TelemetryRow.Span.class, map(service("s"), span));

    assertThat(row.httpMethod()).isEqualTo("GET");
    assertThat(row.httpStatusCode()).isEqualTo(200);
    assertThat(row.dbSystem()).isEqualTo("postgresql");
    assertThat(row.dbStatement()).isEqualTo("SELECT 1");
    assertThat(row.rpcService()).isEqualTo("shop.Cart");
    assertThat(row.rpcMethod()).isEqualTo("Add");
  }

  @Test
  void readsTheNewerConventionsAndPrefersThem() {
    Span span =
        span()
            .addAttributes(text("http.method", "OLD"))
            .addAttributes(text("http.request.method", "NEW"))
            .addAttributes(text("db.system.name", "mysql"))
            .addAttributes(text("db.query.text", "SELECT 2"))
            .addAttributes(text("rpc.method", "shop.Cart/Remove"))
            .build();

    TelemetryRow.Span row = only(TelemetryRow.Span.class, map(service("s"), span));

    assertThat(row.httpMethod()).isEqualTo("NEW");
    assertThat(row.dbSystem()).isEqualTo("mysql");
    assertThat(row.dbStatement()).isEqualTo("SELECT 2");
    assertThat(row.rpcService()).isEqualTo("shop.Cart");
    assertThat(row.rpcMethod()).isEqualTo("Remove");
  }

  @Test
  void callsAServiceWithoutANameUnknown() {
    TelemetryRow.Span row =
        only(TelemetryRow.Span.class, map(Resource.getDefaultInstance(), span().build()));

    assertThat(row.serviceName()).isEqualTo("unknown_service");
    assertThat(row.parentSpanId()).isNull();
    assertThat(row.resourceAttributes()).isEqualTo("{}");
    assertThat(row.events()).isEqualTo("[]");
  }

  @Test
  void writesEveryKindOfAttributeAsJson() {
    AnyValue list =
        AnyValue.newBuilder()
            .setArrayValue(
                ArrayValue.newBuilder()
                    .addValues(AnyValue.newBuilder().setBoolValue(true))
                    .addValues(AnyValue.newBuilder().setDoubleValue(Double.NaN))
                    .addValues(AnyValue.getDefaultInstance()))
            .build();
    AnyValue nested =
        AnyValue.newBuilder()
            .setKvlistValue(KeyValueList.newBuilder().addValues(text("a\"b", "é\n")))
            .build();
    Span span =
        span()
            .addAttributes(KeyValue.newBuilder().setKey("list").setValue(list))
            .addAttributes(KeyValue.newBuilder().setKey("nested").setValue(nested))
            .addAttributes(
                KeyValue.newBuilder()
                    .setKey("bytes")
                    .setValue(AnyValue.newBuilder().setBytesValue(ByteString.copyFromUtf8("hi"))))
            .addAttributes(number("big", Long.MAX_VALUE))
            .build();

    TelemetryRow.Span row = only(TelemetryRow.Span.class, map(service("s"), span));

    assertThat(row.attributes())
        .isEqualTo(
            "{\"list\":[true,\"NaN\",null],\"nested\":{\"a\\\"b\":\"é\\n\"},"
                + "\"bytes\":\"aGk=\",\"big\":9223372036854775807}");
  }

  @Test
  void rejectsSpansWithoutIdsOrTimeAndKeepsTheOthers() {
    Mapped mapped =
        map(
            service("s"),
            span().setTraceId(ByteString.copyFrom(new byte[16])).build(),
            span().setSpanId(id("01")).build(),
            span().setStartTimeUnixNano(0).build(),
            span().build());

    assertThat(mapped.rows()).hasSize(1);
    assertThat(mapped.rejected()).isEqualTo(3);
    assertThat(mapped.reason())
        .isEqualTo("The span 'POST /pay' has no trace_id of 16 bytes other than 0.");
  }

  @Test
  void neverMakesADurationNegative() {
    Span span = span().setEndTimeUnixNano(0).build();

    assertThat(only(TelemetryRow.Span.class, map(service("s"), span)).durationNs()).isZero();
  }

  private static Span.Builder span() {
    return Span.newBuilder()
        .setTraceId(id(TRACE))
        .setSpanId(id(SPAN))
        .setName("POST /pay")
        .setStartTimeUnixNano(nanos(0) + 123_456_789)
        .setEndTimeUnixNano(nanos(1));
  }

  private Mapped map(Resource resource, Span... spans) {
    return mapper.map(
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(
                ResourceSpans.newBuilder()
                    .setResource(resource)
                    .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(List.of(spans))))
            .build());
  }
}
