// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import coral.api.telemetry.TelemetryRow;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * Log records. Each of them makes a row: one without any time gets that of its arrival.
 * Thread-safe.
 */
public final class LogMapper {
  private final Clock clock;

  public LogMapper(Clock clock) {
    this.clock = clock;
  }

  public Mapped map(ExportLogsServiceRequest request) {
    RowCollector rows = new RowCollector();
    for (ResourceLogs resource : request.getResourceLogsList()) {
      Sender sender = Sender.of(resource.getResource());
      for (ScopeLogs scope : resource.getScopeLogsList()) {
        scope.getLogRecordsList().forEach(log -> rows.add(row(sender, log)));
      }
    }
    return rows.mapped(() -> {});
  }

  private TelemetryRow row(Sender sender, LogRecord log) {
    String severity = log.getSeverityText();
    return new TelemetryRow.Log(
        time(log),
        sender.serviceName(),
        severityNumber(log.getSeverityNumberValue(), severity),
        severity.isEmpty() ? null : severity,
        body(log.getBody()),
        Ids.trace(log.getTraceId()),
        Ids.span(log.getSpanId()),
        attributes(log),
        sender.attributes());
  }

  private Instant time(LogRecord log) {
    if (UnixNanos.known(log.getTimeUnixNano())) {
      return UnixNanos.instant(log.getTimeUnixNano());
    }
    return UnixNanos.known(log.getObservedTimeUnixNano())
        ? UnixNanos.instant(log.getObservedTimeUnixNano())
        : clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static String body(AnyValue body) {
    return switch (body.getValueCase()) {
      case STRING_VALUE -> body.getStringValue();
      case VALUE_NOT_SET -> "";
      default -> JsonText.value(body);
    };
  }

  private static String attributes(LogRecord log) {
    List<KeyValue> attributes = log.getAttributesList();
    return log.getEventName().isEmpty()
        ? JsonText.object(attributes)
        : JsonText.objectWith(attributes, "event.name", log.getEventName());
  }

  /**
   * A sender that gives only the text means the lowest number of its range; 0 stays where it is no
   * known word.
   */
  private static int severityNumber(int number, String text) {
    if (number >= 1 && number <= 24) {
      return number;
    }
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "TRACE" -> 1;
      case "DEBUG" -> 5;
      case "INFO", "INFORMATION" -> 9;
      case "WARN", "WARNING" -> 13;
      case "ERROR" -> 17;
      case "FATAL", "CRITICAL" -> 21;
      default -> 0;
    };
  }
}
