// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.query.Column;
import coral.api.query.Encoding;
import coral.api.query.QueryOrigin;
import coral.api.query.QueryRequest;
import coral.api.query.QueryResult;
import coral.api.query.QueryUsage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real worker process. */
class WorkerQueryEngineTest {
  @TempDir static Path directory;

  private static SegmentFolder folder;
  private static QueryService service;

  @BeforeAll
  static void start() throws Exception {
    folder = new SegmentFolder(directory);
    service =
        new QueryService(
            new QuerySettings(4, 256, Duration.ofSeconds(20), 100, 6_400, Duration.ofMillis(500)),
            ProcessBuilder::start,
            RealWorker::files,
            directory);
    folder.publish(folder.spans(3_000));
    service.segments().bind(folder);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void readsSegments() throws Exception {
    QueryResult result =
        query("SELECT count(*) AS n, max(duration_ns) AS longest FROM otel_spans_local");

    assertThat(Rows.of(result)).containsExactly(List.of(3_000L, 2_999_000_000L));
    assertThat(result.columns())
        .containsExactly(
            new Column("n", "BIGINT", Encoding.INT64),
            new Column("longest", "BIGINT", Encoding.INT64));
    assertThat(result.rows()).isEqualTo(1);
    assertThat(result.truncated()).isFalse();
  }

  @Test
  void hasAnEmptyViewOfTheRightTypesForATableWithoutSegments() throws Exception {
    QueryResult result = query("SELECT timestamp, bucket_counts FROM beyla_http_metrics");

    assertThat(result.rows()).isZero();
    assertThat(result.columns())
        .extracting(Column::type)
        .containsExactly("TIMESTAMP WITH TIME ZONE", "BIGINT[]");
  }

  @Test
  void encodesEveryType() throws Exception {
    QueryResult result =
        query(
            """
            SELECT true, 1::TINYINT, -2::BIGINT, 3::UINTEGER, 1.5::FLOAT, 2.25::DECIMAL(10, 2),
              'é€', TIMESTAMPTZ '2026-01-02 03:04:05.678901+00', TIMESTAMP '1969-12-31 23:59:59.5',
              DATE '2026-01-02', sum(1), 18446744073709551615::UBIGINT, [1, NULL],
              {'a': 'x"y', 'b': [TIMESTAMPTZ '2026-01-02 00:00:00+00']}, MAP {'k': 1.5},
              '{"a": 1}'::JSON, TIME '10:00:00', INTERVAL '1 day', 'ab'::BLOB, NULL,
              '6f1c9b1e-0000-4000-8000-000000000001'::UUID, 'x'::ENUM('x', 'y'), 'nan'::DOUBLE
            """);

    assertThat(Rows.of(result))
        .containsExactly(
            Arrays.asList(
                true,
                1L,
                -2L,
                3L,
                1.5,
                2.25,
                "é€",
                Instant.parse("2026-01-02T03:04:05.678901Z"),
                Instant.parse("1969-12-31T23:59:59.500Z"),
                Instant.parse("2026-01-02T00:00:00Z"),
                "1",
                "18446744073709551615",
                "[1,null]",
                "{\"a\":\"x\\\"y\",\"b\":[\"2026-01-02T00:00:00Z\"]}",
                "{\"k\":1.5}",
                "{\"a\": 1}",
                "10:00",
                "1 day",
                "6162",
                null,
                "6f1c9b1e-0000-4000-8000-000000000001",
                "x",
                Double.NaN));
  }

  @Test
  void bindsParametersInOrder() throws Exception {
    QueryResult result =
        service
            .engine()
            .query(
                request(
                    "SELECT $2 || '!', $1 + 1, $3, $4, $5",
                    Arrays.asList(41L, "hi", true, 1.5, null)));

    assertThat(Rows.of(result)).containsExactly(Arrays.asList("hi!", 42L, true, 1.5, null));
  }

  @Test
  void sendsNullsAndManyBatches() throws Exception {
    QueryResult result =
        query("SELECT CASE WHEN i % 3 = 0 THEN NULL ELSE i END, 's' || i FROM range(5000) r(i)");

    List<List<Object>> rows = Rows.of(result);
    assertThat(rows).hasSize(5_000);
    assertThat(rows.get(4_998)).isEqualTo(Arrays.asList(null, "s4998"));
    assertThat(rows.get(4_999)).isEqualTo(List.of(4_999L, "s4999"));
    assertThat(result.batches()).hasSize(3);
  }

  @Test
  void cutsRowsOffAndSaysSo() throws Exception {
    QueryResult cut =
        service
            .engine()
            .query(
                new QueryRequest(
                    "FROM range(11)",
                    List.of(),
                    second(),
                    10,
                    1_000_000,
                    QueryOrigin.part("test")));
    QueryResult whole =
        service
            .engine()
            .query(
                new QueryRequest(
                    "FROM range(10)",
                    List.of(),
                    second(),
                    10,
                    1_000_000,
                    QueryOrigin.part("test")));

    assertThat(cut.rows()).isEqualTo(10);
    assertThat(cut.truncated()).isTrue();
    assertThat(whole.rows()).isEqualTo(10);
    assertThat(whole.truncated()).isFalse();
  }

  @Test
  void cutsBytesOffAndSaysSo() throws Exception {
    QueryResult result =
        service
            .engine()
            .query(
                new QueryRequest(
                    "SELECT repeat('x', 1000) FROM range(100)",
                    List.of(),
                    second(),
                    1_000,
                    10_500,
                    QueryOrigin.part("test")));

    assertThat(result.rows()).isEqualTo(10);
    assertThat(result.truncated()).isTrue();
  }

  @Test
  void reportsWhatDuckDbSaysWithoutTheExcerpt() {
    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(() -> query("SELECT durationns FROM otel_spans_local"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.QUERY_FAILED))
        .withMessageStartingWith("Binder Error: Referenced column \"durationns\" not found")
        .withMessageContaining("duration_ns")
        .withMessageNotContaining("LINE 1");
  }

  @Test
  void neitherWritesNorLeavesItsDirectory() {
    for (String sql :
        List.of(
            "CREATE TABLE x (a INTEGER)",
            "CREATE OR REPLACE VIEW otel_spans_local AS SELECT 1",
            "ATTACH '/etc/passwd' AS p",
            "SELECT * FROM read_text('/etc/hostname')",
            "SET memory_limit = '100GB'",
            "COPY (SELECT 1) TO '/tmp/coral-test.csv'",
            "INSTALL httpfs",
            "LOAD httpfs")) {
      assertThatExceptionOfType(CoralException.class)
          .as(sql)
          .isThrownBy(() -> query(sql))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.QUERY_FAILED));
    }
  }

  @Test
  void endsAStatementAtItsTimeLimit() {
    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(
            () ->
                service
                    .engine()
                    .query(
                        new QueryRequest(
                            "SELECT count(*) FROM range(1000000) a, range(1000000) b",
                            List.of(),
                            Duration.ofMillis(200),
                            10,
                            1_000,
                            QueryOrigin.part("test"))))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT));
  }

  @Test
  void parsesAndPrints() throws Exception {
    String tree = service.engine().parse("SELECT 1 AS one FROM otel_spans_local WHERE TRUE");

    assertThat(tree).contains("\"table_name\":\"otel_spans_local\"");
    assertThat(service.engine().print(tree))
        .isEqualTo("SELECT 1 AS one FROM otel_spans_local WHERE true");
  }

  @Test
  void refusesToParseWhatHasNoTree() {
    assertRefused("DELETE FROM otel_spans_local", "Only SELECT statements");
    assertRefused("SELEC 1", "syntax error");
    assertRefused("SELECT " + "(".repeat(101) + "1" + ")".repeat(101), "100 levels");
    assertRefused("SELECT '" + "x".repeat(33_000) + "'", "32,768 bytes");
    assertRefused("SELECT 1" + "+1".repeat(10_000), "Max expression depth");
  }

  private static void assertRefused(String sql, String reason) {
    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(() -> service.engine().parse(sql))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.QUERY_REFUSED))
        .withMessageContaining(reason);
  }

  private static QueryResult query(String sql) throws InterruptedException {
    return service.engine().query(request(sql, List.of()));
  }

  @Test
  void chargesProcessorTimeToTheScriptThatAsked() throws Exception {
    QueryOrigin origin = QueryOrigin.script("busy", UUID.randomUUID(), UUID.randomUUID());
    String busy = "SELECT sum(hash(range)) FROM range(30000000)";
    service
        .engine()
        .query(
            new QueryRequest(
                busy,
                List.of(),
                Duration.ofSeconds(20),
                10,
                1_000,
                origin,
                busy,
                List.of("a limit", "a time range")));

    QueryUsage usage = service.engine().monitor().usage(origin.executionId().orElseThrow());
    assertThat(usage.done()).isEqualTo(1);
    assertThat(usage.rows()).isEqualTo(1);
    assertThat(usage.injected()).isEqualTo(2);
    assertThat(usage.cpu()).isPositive().isLessThanOrEqualTo(usage.time());
  }

  @Test
  void chargesAStatementThatIsCutOffAsWell() {
    QueryOrigin origin = QueryOrigin.script("hungry", UUID.randomUUID(), UUID.randomUUID());
    String endless = "SELECT count(*) FROM range(1000000) a, range(1000000) b";
    var request = new QueryRequest(endless, List.of(), Duration.ofMillis(300), 10, 1_000, origin);
    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(() -> service.engine().query(request));

    QueryUsage usage = service.engine().monitor().usage(origin.executionId().orElseThrow());
    assertThat(usage.cutOff()).isEqualTo(1);
    assertThat(usage.cpu()).isPositive();
  }

  private static QueryRequest request(String sql, List<?> params) {
    return new QueryRequest(
        sql, params, Duration.ofSeconds(20), 10_000, 64 << 20, QueryOrigin.part("test"));
  }

  private static Duration second() {
    return Duration.ofSeconds(10);
  }
}
