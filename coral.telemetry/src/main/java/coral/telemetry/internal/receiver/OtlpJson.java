// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * OTLP/JSON: protobuf's JSON mapping, but for trace and span ids, which are hex where the mapping
 * has base64. Hex digits happen to be base64 digits too, so the ids are read as such, written back
 * to the text that was sent, and read again as hex.
 */
final class OtlpJson {
  private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

  private OtlpJson() {}

  static <Q extends Message> Q parse(Q empty, byte[] body) throws InvalidProtocolBufferException {
    Message.Builder builder = empty.newBuilderForType();
    PARSER.merge(text(body), builder);
    restoreIds(builder);
    @SuppressWarnings("unchecked") // A message's builder builds such messages.
    Q message = (Q) builder.build();
    return message;
  }

  private static String text(byte[] body) throws InvalidProtocolBufferException {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw invalid("it is not UTF-8", e);
    }
  }

  private static void restoreIds(Message.Builder request) throws InvalidProtocolBufferException {
    switch (request) {
      case ExportTraceServiceRequest.Builder traces -> {
        for (var resource : traces.getResourceSpansBuilderList()) {
          for (var scope : resource.getScopeSpansBuilderList()) {
            for (Span.Builder span : scope.getSpansBuilderList()) {
              restore(span);
            }
          }
        }
      }
      case ExportLogsServiceRequest.Builder logs -> {
        for (var resource : logs.getResourceLogsBuilderList()) {
          for (var scope : resource.getScopeLogsBuilderList()) {
            for (LogRecord.Builder log : scope.getLogRecordsBuilderList()) {
              log.setTraceId(hex("traceId", log.getTraceId()));
              log.setSpanId(hex("spanId", log.getSpanId()));
            }
          }
        }
      }
      default -> {
        // Only the exemplars of metrics have ids, and nobody reads those.
      }
    }
  }

  private static void restore(Span.Builder span) throws InvalidProtocolBufferException {
    span.setTraceId(hex("traceId", span.getTraceId()));
    span.setSpanId(hex("spanId", span.getSpanId()));
    span.setParentSpanId(hex("parentSpanId", span.getParentSpanId()));
    for (Span.Link.Builder link : span.getLinksBuilderList()) {
      link.setTraceId(hex("traceId", link.getTraceId()));
      link.setSpanId(hex("spanId", link.getSpanId()));
    }
  }

  private static ByteString hex(String field, ByteString readAsBase64)
      throws InvalidProtocolBufferException {
    String sent = Base64.getEncoder().withoutPadding().encodeToString(readAsBase64.toByteArray());
    try {
      return ByteString.copyFrom(HexFormat.of().parseHex(sent));
    } catch (IllegalArgumentException e) {
      throw invalid(field + " '" + sent + "' is not hex", e);
    }
  }

  private static InvalidProtocolBufferException invalid(String what, Exception cause) {
    InvalidProtocolBufferException invalid = new InvalidProtocolBufferException(what);
    invalid.initCause(cause);
    return invalid;
  }
}
