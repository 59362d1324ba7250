// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import static coral.telemetry.internal.mapping.Otlp.id;
import static coral.telemetry.internal.mapping.Otlp.nanos;
import static coral.telemetry.internal.mapping.Otlp.only;
import static coral.telemetry.internal.mapping.Otlp.service;
import static coral.telemetry.internal.mapping.Otlp.text;
import static org.assertj.core.api.Assertions.assertThat;

import coral.api.telemetry.TelemetryRow;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LogMapperTest {
  private final LogMapper mapper = new LogMapper(Clock.fixed(Otlp.T0, ZoneOffset.UTC));

  @Test
  void keepsEveryColumnOfARecord() {
    TelemetryRow.Log row =
        map(
            LogRecord.newBuilder()
                .setTimeUnixNano(nanos(3))
                .setObservedTimeUnixNano(nanos(4))
                .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_WARN)
                .setSeverityText("WARN")
                .setBody(AnyValue.newBuilder().setStringValue("card declined"))
                .setTraceId(id("0af7651916cd43dd8448eb211c80319c"))
                .setSpanId(id("b7ad6b7169203331"))
                .setEventName("payment.declined")
                .addAttributes(text("code", "51")));

    assertThat(row.timestamp()).isEqualTo(Otlp.T0.plusSeconds(3));
    assertThat(row.serviceName()).isEqualTo("payments");
    assertThat(row.severityNumber()).isEqualTo(13);
    assertThat(row.severityText()).isEqualTo("WARN");
    assertThat(row.body()).isEqualTo("card declined");
    assertThat(row.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(row.spanId()).isEqualTo("b7ad6b7169203331");
    assertThat(row.attributes()).isEqualTo("{\"code\":\"51\",\"event.name\":\"payment.declined\"}");
  }

  @Test
  void writesAStructuredBodyAsJson() {
    TelemetryRow.Log row =
        map(
            LogRecord.newBuilder()
                .setBody(
                    AnyValue.newBuilder()
                        .setKvlistValue(KeyValueList.newBuilder().addValues(text("k", "v")))));

    assertThat(row.body()).isEqualTo("{\"k\":\"v\"}");
  }

  @Test
  void fallsBackToTheObservedTimeAndThenToItsOwn() {
    assertThat(map(LogRecord.newBuilder().setObservedTimeUnixNano(nanos(4))).timestamp())
        .isEqualTo(Otlp.T0.plusSeconds(4));
    assertThat(map(LogRecord.newBuilder()).timestamp()).isEqualTo(Otlp.T0);
  }

  @Test
  void derivesTheSeverityNumberFromItsText() {
    assertThat(map(LogRecord.newBuilder().setSeverityText("error")).severityNumber()).isEqualTo(17);
    assertThat(map(LogRecord.newBuilder()).severityNumber()).isZero();
  }

  @Test
  void leavesOutInvalidIds() {
    TelemetryRow.Log row = map(LogRecord.newBuilder().setTraceId(id("0001")).setSpanId(id("00")));

    assertThat(row.traceId()).isNull();
    assertThat(row.spanId()).isNull();
  }

  private TelemetryRow.Log map(LogRecord.Builder log) {
    return only(
        TelemetryRow.Log.class,
        mapper.map(
            ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(
                    ResourceLogs.newBuilder()
                        .setResource(service("payments"))
                        .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(log)))
                .build()));
  }
}
