// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Status;
import coral.api.telemetry.TelemetryRow;
import coral.telemetry.internal.RecordingStore;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpHttpTest {
  private static final String JSON = "application/json";
  private static final String PROTOBUF = "application/x-protobuf";

  private static final String TRACES =
      """
      {"resourceSpans": [{
        "resource": {"attributes": [
          {"key": "service.name", "value": {"stringValue": "payments"}}]},
        "fieldOfTheFuture": {"a": [1]},
        "scopeSpans": [{"scope": {"name": "t"}, "spans": [{
          "traceId": "5B8EFFF798038103D269B633813FC60C",
          "spanId": "EEE19B7EC3C1B174",
          "parentSpanId": "",
          "name": "POST /pay",
          "kind": 2,
          "startTimeUnixNano": "1544712660000000000",
          "endTimeUnixNano": "1544712661000000000",
          "attributes": [
            {"key": "http.response.status_code", "value": {"intValue": "503"}},
            {"key": "ratio", "value": {"doubleValue": 0.5}}],
          "status": {"code": 2}}]}]}]}
      """;

  private static final String LOGS =
      """
      {"resourceLogs": [{"scopeLogs": [{"logRecords": [{
        "timeUnixNano": "1544712660300000000",
        "severityNumber": 10,
        "traceId": "5b8efff798038103d269b633813fc60c",
        "spanId": "eee19b7ec3c1b174",
        "body": {"stringValue": "Example log record"}}]}]}]}
      """;

  private static final String METRICS =
      """
      {"resourceMetrics": [{"scopeMetrics": [{"metrics": [{
        "name": "orders", "unit": "1",
        "sum": {"aggregationTemporality": 1, "isMonotonic": true, "dataPoints": [
          {"asDouble": 5, "startTimeUnixNano": "1544712660300000000",
           "timeUnixNano": "1544712661300000000",
           "attributes": [{"key": "k", "value": {"stringValue": "v"}}]},
          {"asInt": "7", "timeUnixNano": "0"}]}}]}]}]}
      """;

  private final RecordingStore store = new RecordingStore();
  private final HttpClient client = HttpClient.newHttpClient();
  private OtlpReceivers receivers;

  @BeforeEach
  void open() {
    receivers = OtlpReceivers.open("127.0.0.1", 0, 0, store, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    client.close();
    receivers.close();
  }

  @Test
  void readsSpansFromJson() throws Exception {
    HttpResponse<byte[]> response = post("/v1/traces", JSON, TRACES.getBytes(UTF_8));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).hasValue(JSON);
    assertThat(new String(response.body(), UTF_8)).isEqualTo("{}");
    TelemetryRow.Span span = store.rows(TelemetryRow.Span.class).getFirst();
    assertThat(span.traceId()).isEqualTo("5b8efff798038103d269b633813fc60c");
    assertThat(span.spanId()).isEqualTo("eee19b7ec3c1b174");
    assertThat(span.parentSpanId()).isNull();
    assertThat(span.spanKind()).isEqualTo("SERVER");
    assertThat(span.durationNs()).isEqualTo(1_000_000_000L);
    assertThat(span.httpStatusCode()).isEqualTo(503);
    assertThat(span.statusCode()).isEqualTo("ERROR");
  }

  @Test
  void readsLogsFromJsonWithACharset() throws Exception {
    post("/v1/logs", JSON + "; charset=utf-8", LOGS.getBytes(UTF_8));

    TelemetryRow.Log log = store.rows(TelemetryRow.Log.class).getFirst();
    assertThat(log.traceId()).isEqualTo("5b8efff798038103d269b633813fc60c");
    assertThat(log.body()).isEqualTo("Example log record");
    assertThat(log.severityNumber()).isEqualTo(10);
  }

  @Test
  void storesTheGoodPointsAndSaysHowManyWereNot() throws Exception {
    HttpResponse<byte[]> response = post("/v1/metrics", JSON, METRICS.getBytes(UTF_8));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(new String(response.body(), UTF_8))
        .isEqualTo(
            "{\"partialSuccess\":{\"rejectedDataPoints\":\"1\",\"errorMessage\":"
                + "\"A data point of \\u0027orders\\u0027 has no time_unix_nano.\"}}");
    assertThat(store.rows(TelemetryRow.Metric.class)).hasSize(1);
  }

  @Test
  void readsGzip() throws Exception {
    HttpResponse<byte[]> response = gzipped("/v1/logs", JSON, LOGS.getBytes(UTF_8));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(store.rows(TelemetryRow.Log.class)).hasSize(1);
  }

  @Test
  void answersAnEmptyRequestWithSuccess() throws Exception {
    HttpResponse<byte[]> response = post("/v1/traces", PROTOBUF, new byte[0]);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).hasValue(PROTOBUF);
    assertThat(response.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {                                       | is no ExportTraceServiceRequest
          []                                      | is no ExportTraceServiceRequest
          nonsense                                | is no ExportTraceServiceRequest
          {"resourceSpans": 1}                    | is no ExportTraceServiceRequest
          {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"xyz"}]}]}]}    | traceId 'xy
          {"resourceSpans":[{"scopeSpans":[{"spans":[{"spanId":"abcz"}]}]}]}    | spanId 'abcz' is not hex
          {"resourceSpans":[{"scopeSpans":[{"spans":[{"kind":{}}]}]}]}          | is no ExportTraceServiceRequest
          {"resourceSpans":[{"scopeSpans":[{"spans":[{"endTimeUnixNano":"x"}]}]}]} | is no Export
          """)
  void refusesMalformedJson(String body, String reason) throws Exception {
    HttpResponse<byte[]> response = post("/v1/traces", JSON, body.getBytes(UTF_8));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(new String(response.body(), UTF_8))
        .startsWith("{\"code\":3,\"message\":\"The body for /v1/traces")
        .contains(reason.replace("'", "\\u0027"));
    assertThat(store.rows(TelemetryRow.class)).isEmpty();
  }

  @Test
  void refusesMalformedProtobufWithAStatus() throws Exception {
    HttpResponse<byte[]> response = post("/v1/metrics", PROTOBUF, new byte[] {10, 100, 1});

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("content-type")).hasValue(PROTOBUF);
    Status status = Status.parseFrom(response.body());
    assertThat(status.getCode()).isEqualTo(3);
    assertThat(status.getMessage()).contains("is no ExportMetricsServiceRequest");
  }

  @Test
  void refusesWhatIsNotUtf8() throws Exception {
    HttpResponse<byte[]> response = post("/v1/logs", JSON, new byte[] {'{', (byte) 0xff, '}'});

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(new String(response.body(), UTF_8)).contains("it is not UTF-8");
  }

  @Test
  void refusesBrokenGzip() throws Exception {
    HttpResponse<byte[]> response =
        client.send(
            request("/v1/logs", JSON)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString("this is not gzip"))
                .build(),
            BodyHandlers.ofByteArray());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Status.parseFrom(response.body()).getMessage()).contains("cannot be decompressed");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/traces, application/json, identity, 405",
    "PUT, /v1/logs, application/json, identity, 405",
    "POST, /v1/profiles, application/json, identity, 404",
    "POST, /, application/json, identity, 404",
    "POST, /v1/traces, text/plain, identity, 415",
    "POST, /v1/traces, application/json, lzma, 415",
    "POST, /v1/traces, application/json, identity, 200",
  })
  void answersWithTheRightCode(
      String method, String path, String type, String compression, int code) throws Exception {
    HttpResponse<byte[]> response =
        client.send(
            request(path, type)
                .header("Content-Encoding", compression)
                .method(method, BodyPublishers.ofString("{}"))
                .build(),
            BodyHandlers.ofByteArray());

    assertThat(response.statusCode()).isEqualTo(code);
    if (code == 405) {
      assertThat(response.headers().firstValue("allow")).hasValue("POST");
    }
  }

  @Test
  void refusesARequestThatIsTooLargeOnlyAfterDecompression() throws Exception {
    byte[] spaces = new byte[Limits.MAX_REQUEST_BYTES + 1];
    Arrays.fill(spaces, (byte) ' ');

    HttpResponse<byte[]> response = gzipped("/v1/traces", JSON, spaces);

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(new String(response.body(), UTF_8)).contains("send smaller batches");
  }

  @Test
  void asksToComeAgainWhileTheStoreIsFullAndCountsNothingTwice() throws Exception {
    byte[] body = METRICS.getBytes(UTF_8);
    store.full(true);
    HttpResponse<byte[]> refused = post("/v1/metrics", JSON, body);
    store.full(false);
    HttpResponse<byte[]> accepted = post("/v1/metrics", JSON, body);
    post("/v1/metrics", JSON, body);

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("retry-after")).hasValue("2");
    assertThat(accepted.statusCode()).isEqualTo(200);
    assertThat(store.rows(TelemetryRow.Metric.class)).hasSize(1);
  }

  @Test
  void answersPipelinedRequestsInOrder() throws Exception {
    int port = URI.create(receivers.httpUrl()).getPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write((raw("/v1/logs", "", LOGS) + raw("/nothing", "", "{}")).getBytes(UTF_8));
      out.write(raw("/v1/logs", "Connection: close\r\n", LOGS).getBytes(UTF_8));
      String answers = new String(socket.getInputStream().readAllBytes(), UTF_8);

      assertThat(answers.split("HTTP/1.1 ", -1))
          .satisfiesExactly(
              empty -> assertThat(empty).isEmpty(),
              first -> assertThat(first).startsWith("200"),
              second -> assertThat(second).startsWith("404"),
              third -> assertThat(third).startsWith("200"));
    }
  }

  private static String raw(String path, String header, String body) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        + header
        + "Content-Length: "
        + body.getBytes(UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  private HttpResponse<byte[]> post(String path, String type, byte[] body) throws Exception {
    return client.send(
        request(path, type).POST(BodyPublishers.ofByteArray(body)).build(),
        BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> gzipped(String path, String type, byte[] body) throws Exception {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(body);
    }
    return client.send(
        request(path, type)
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(compressed.toByteArray()))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String path, String type) {
    return HttpRequest.newBuilder(URI.create(receivers.httpUrl() + path))
        .version(HttpClient.Version.HTTP_1_1)
        .header("Content-Type", type);
  }
}
