// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Instant;
import java.util.SplittableRandom;

/** Spans as an instrumented HTTP service sends them: six attributes each, one in 50 an error. */
final class Spans {
  private static final int TRACE_ID_BYTES = 16;
  private static final int SPAN_ID_BYTES = 8;
  private static final int ROUTES = 20;

  private final SplittableRandom random;
  private final String service;

  Spans(String service, long seed) {
    this.service = service;
    this.random = new SplittableRandom(seed);
  }

  /** Spans that began at {@code time} or within the millisecond after. */
  ExportTraceServiceRequest batch(int size, Instant time) {
    long base = time.getEpochSecond() * 1_000_000_000L + time.getNano();
    ScopeSpans.Builder spans = ScopeSpans.newBuilder();
    for (int i = 0; i < size; i++) {
      spans.addSpans(span(base + random.nextInt(1_000_000)));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(
                    Resource.newBuilder()
                        .addAttributes(text("service.name", service))
                        .addAttributes(text("host.name", "bench")))
                .addScopeSpans(spans))
        .build();
  }

  static int count(ExportTraceServiceRequest batch) {
    return batch.getResourceSpans(0).getScopeSpans(0).getSpansCount();
  }

  private Span span(long start) {
    boolean error = random.nextInt(50) == 0;
    String route = "/orders/" + random.nextInt(ROUTES) + "/{id}";
    return Span.newBuilder()
        .setTraceId(id(TRACE_ID_BYTES))
        .setSpanId(id(SPAN_ID_BYTES))
        .setParentSpanId(id(SPAN_ID_BYTES))
        .setName("GET " + route)
        .setKind(Span.SpanKind.SPAN_KIND_SERVER)
        .setStartTimeUnixNano(start)
        .setEndTimeUnixNano(start + 1_000_000 + random.nextInt(200_000_000))
        .setStatus(
            Status.newBuilder()
                .setCode(
                    error
                        ? Status.StatusCode.STATUS_CODE_ERROR
                        : Status.StatusCode.STATUS_CODE_UNSET))
        .addAttributes(text("http.request.method", "GET"))
        .addAttributes(text("http.route", route))
        .addAttributes(
            KeyValue.newBuilder()
                .setKey("http.response.status_code")
                .setValue(AnyValue.newBuilder().setIntValue(error ? 500 : 200)))
        .addAttributes(text("url.path", "/orders/" + random.nextInt(100_000)))
        .addAttributes(text("user_agent.original", "bench/1.0"))
        .addAttributes(text("network.protocol.version", "1.1"))
        .build();
  }

  private ByteString id(int bytes) {
    byte[] id = new byte[bytes];
    random.nextBytes(id);
    id[0] |= 1;
    return ByteString.copyFrom(id);
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
