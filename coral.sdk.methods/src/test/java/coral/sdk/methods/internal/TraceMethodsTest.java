// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.sdk.SdkMethod;
import coral.api.telemetry.TelemetryTable;
import coral.proto.sdk.v1.ColumnBatch;
import coral.proto.sdk.v1.CorrelateRequest;
import coral.proto.sdk.v1.FunctionsRequest;
import coral.proto.sdk.v1.FunctionsResponse;
import coral.proto.sdk.v1.QuerySummary;
import coral.proto.sdk.v1.SpanFilter;
import coral.proto.sdk.v1.TraceQuery;
import java.nio.ByteOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The SQL for spans and functions on a real DuckDB. */
class TraceMethodsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private final DuckDbEngine duckDb = new DuckDbEngine();
  private final Telemetry telemetry =
      new Telemetry(duckDb, Duration.ofHours(1), Clock.fixed(NOW, ZoneOffset.UTC));
  private QuerySummary summary;

  @BeforeEach
  void fill() throws Exception {
    span("t1", "s1", null, "payments", "POST /pay", "11:50:00", 900, "ERROR", "/pay", "{}");
    span("t1", "s2", "s1", "payments", "SELECT x", "11:50:01", 400, "OK", null, "{\"a.b\": \"c\"}");
    span("t2", "s3", null, "payments", "POST /pay", "11:55:00", 100, "OK", "/pay", "{}");
    span("t2", "s4", "s3", "cache", "GET", "11:55:01", 10, "UNSET", null, "{}");
    span("t3", "s5", null, "payments", "GET /old", "10:59:59", 5000, "ERROR", "/old", "{}");
  }

  @AfterEach
  void close() throws Exception {
    duckDb.close();
  }

  @Test
  void queryGivesTheNewestFirstWithinAnHour() throws Exception {
    assertThat(ids(new QueryTraces(telemetry), query())).containsExactly("s4", "s3", "s2", "s1");
    assertThat(summary.getTruncated()).isFalse();
    assertThat(summary.getColumnsList())
        .extracting(column -> column.getName())
        .containsExactlyElementsOf(
            TelemetryTable.OTEL_SPANS.columns().stream().map(TelemetryTable.Column::name).toList());
  }

  @Test
  void queryKeepsWhatFitsEveryPartOfTheFilter() throws Exception {
    SdkMethod method = new QueryTraces(telemetry);
    assertThat(ids(method, query().setService("cache"))).containsExactly("s4");
    assertThat(ids(method, query().setMinDurationNs(ms(400)).setMaxDurationNs(ms(899))))
        .containsExactly("s2");
    assertThat(ids(method, query().setStatus("ERROR"))).containsExactly("s1");
    assertThat(ids(method, query().setRoute("/pay"))).containsExactly("s3", "s1");
    assertThat(ids(method, query().setTraceId("t1"))).containsExactly("s2", "s1");
    assertThat(ids(method, query().setRootsOnly(true))).containsExactly("s3", "s1");
    assertThat(ids(method, query().setTimeRangeNs(ms(6 * 60_000)))).containsExactly("s4", "s3");
    assertThat(ids(method, query().setMinDurationNs(-1))).isEmpty();
  }

  @Test
  void saysWhenThereIsMore() throws Exception {
    assertThat(ids(new QueryTraces(telemetry), query().setLimit(3))).hasSize(3);
    assertThat(summary.getTruncated()).isTrue();
    assertThat(summary.getRows()).isEqualTo(3);
    assertThat(ids(new QueryTraces(telemetry), query().setLimit(4))).hasSize(4);
    assertThat(summary.getTruncated()).isFalse();
  }

  @Test
  void findSlowGivesTheSlowestFirst() throws Exception {
    assertThat(ids(new FindSlowTraces(telemetry), query().setMinDurationNs(ms(100))))
        .containsExactly("s1", "s2", "s3");
  }

  @Test
  void findErrorsGivesErrorsWhateverStatusIsAskedFor() throws Exception {
    assertThat(ids(new FindErrorTraces(telemetry), query().setStatus("OK"))).containsExactly("s1");
  }

  @Test
  void refusesWhatCannotBeMeant() {
    SdkMethod method = new QueryTraces(telemetry);
    assertThatThrownBy(() -> ids(method, query().setStatus("error")))
        .hasMessage("'status' is 'error', but must be UNSET, OK or ERROR");
    assertThatThrownBy(() -> ids(method, query().setLimit(10_001)))
        .hasMessage("'limit' is 10001, but must be from 1 to 10,000");
    assertThatThrownBy(() -> ids(method, query().setLimit(-1))).hasMessageContaining("4294967295");
    assertThatThrownBy(() -> method.call(new FakeCall(new byte[] {-1}, Instant.MAX)))
        .hasMessageStartingWith("the call's payload is not the message that its method takes");
  }

  @Test
  void correlatePairsSpansOfOneTrace() throws Exception {
    SdkMethod method = new CorrelateTraces(telemetry);
    var call =
        FakeCall.of(
            CorrelateRequest.newBuilder()
                .setA(
                    SpanFilter.newBuilder()
                        .setName("SELECT %")
                        .setMinDurationNs(ms(100))
                        .putAttributes("a.b", "c"))
                .setB(SpanFilter.newBuilder().setService("payments").setStatus("ERROR"))
                .build());
    summary = QuerySummary.parseFrom(method.call(call));
    assertThat(summary.getColumnsList())
        .extracting(column -> column.getName())
        .containsExactly(
            "trace_id",
            "a_span_id",
            "a_service_name",
            "a_span_name",
            "a_start_time",
            "a_duration_ns",
            "a_status_code",
            "b_span_id",
            "b_service_name",
            "b_span_name",
            "b_start_time",
            "b_duration_ns",
            "b_status_code");
    assertThat(summary.getRows()).isEqualTo(1);
    assertThat(texts(call, 1)).containsExactly("s2");
    assertThat(texts(call, 7)).containsExactly("s1");
  }

  @Test
  void aSpanIsNoPairWithItself() throws Exception {
    var call = FakeCall.of(CorrelateRequest.getDefaultInstance());
    summary = QuerySummary.parseFrom(new CorrelateTraces(telemetry).call(call));
    assertThat(texts(call, 1)).containsExactlyInAnyOrder("s1", "s2", "s3", "s4");
  }

  @Test
  void noFunctionsAreKnownUntilThereAreProbes() throws Exception {
    var call = FakeCall.of(FunctionsRequest.newBuilder().setService("payments").build());
    assertThat(FunctionsResponse.parseFrom(new ListFunctions(telemetry).call(call)))
        .isEqualTo(FunctionsResponse.getDefaultInstance());
  }

  @Test
  void functionsAreListedOnceAsTheyWereSeenLast() throws Exception {
    for (int line = 1; line <= 2; line++) {
      duckDb.execute(
          ("INSERT INTO functions BY NAME SELECT TIMESTAMPTZ '2026-01-01 11:00:0%dZ' AS"
                  + " discovered_at, 'payments' AS service_name, 'Pay' AS function_name, %d AS line,"
                  + " 4096 AS address")
              .formatted(line, line));
    }
    var all = FakeCall.of(FunctionsRequest.newBuilder().setService("payments").build());
    var one =
        FakeCall.of(FunctionsRequest.newBuilder().setService("payments").setName("Pay").build());
    for (byte[] response :
        List.of(new ListFunctions(telemetry).call(all), new GetFunction(telemetry).call(one))) {
      assertThat(FunctionsResponse.parseFrom(response).getFunctionsList())
          .singleElement()
          .satisfies(
              function -> {
                assertThat(function.getLine()).isEqualTo(2);
                assertThat(function.getAddress()).isEqualTo(4096);
                assertThat(function.getFile()).isEmpty();
              });
    }
    assertThatThrownBy(() -> new GetFunction(telemetry).call(all))
        .hasMessage("'name' is empty, but must be given");
  }

  private static TraceQuery.Builder query() {
    return TraceQuery.newBuilder();
  }

  private static long ms(long millis) {
    return millis * 1_000_000;
  }

  private List<String> ids(SdkMethod method, TraceQuery.Builder request) throws Exception {
    var call = FakeCall.of(request.build());
    summary = QuerySummary.parseFrom(method.call(call));
    return texts(call, 1);
  }

  private static List<String> texts(FakeCall call, int column) throws Exception {
    List<String> texts = new ArrayList<>();
    for (ColumnBatch batch : call.batches()) {
      byte[] data = batch.getColumns(column).getData().toByteArray();
      var offsets = java.nio.ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
      int heap = (batch.getRows() + 1) * 4;
      for (int row = 0; row < batch.getRows(); row++) {
        int from = offsets.getInt(row * 4);
        int to = offsets.getInt(row * 4 + 4);
        texts.add(
            new String(data, heap + from, to - from, java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return texts;
  }

  private void span(
      String trace,
      String id,
      String parent,
      String service,
      String name,
      String time,
      long millis,
      String status,
      String route,
      String attributes)
      throws Exception {
    duckDb.execute(
        ("INSERT INTO otel_spans_local BY NAME SELECT '%s' AS trace_id, '%s' AS span_id, %s AS"
                + " parent_span_id, '%s' AS service_name, '%s' AS span_name, 'SERVER' AS span_kind,"
                + " TIMESTAMPTZ '2026-01-01 %sZ' AS start_time, %d AS duration_ns, '%s' AS"
                + " status_code, %s AS http_route, '%s' AS attributes")
            .formatted(
                trace,
                id,
                quoted(parent),
                service,
                name,
                time,
                ms(millis),
                status,
                quoted(route),
                attributes));
  }

  private static String quoted(String text) {
    return text == null ? "NULL" : "'" + text + "'";
  }
}
