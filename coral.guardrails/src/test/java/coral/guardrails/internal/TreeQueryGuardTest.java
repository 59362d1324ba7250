// SPDX-License-Identifier: Apache-2.0
package coral.guardrails.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.query.Column;
import coral.api.query.GuardDecision.Allowed;
import coral.api.query.QueryGuard.Options;
import coral.api.query.QueryOrigin;
import coral.api.query.QueryRequest;
import coral.api.query.QueryResult;
import coral.api.query.SqlParser;
import coral.query.internal.TestEngine;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeQueryGuardTest {
  private static final String HOUR =
      "Only rows of otel_spans_local from the last 1 hour are read, since the statement gives no"
          + " lower bound for start_time.";
  private static final String LIMIT = "At most 10,000 rows are returned.";

  @Test
  void putsTheLookBackAroundTheTable() throws Exception {
    Allowed allowed = allowed("SELECT trace_id FROM otel_spans_local LIMIT 5");

    assertThat(allowed.sql())
        .isEqualTo(
            "SELECT * FROM (SELECT trace_id FROM (SELECT * FROM otel_spans_local WHERE"
                + " (start_time > (now() - CAST('1 hour' AS INTERVAL)))) AS otel_spans_local LIMIT"
                + " 5) LIMIT 10001");
    assertThat(allowed.injected()).containsExactly(HOUR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start_time > now() - INTERVAL '5 minutes'",
        "start_time >= TIMESTAMPTZ '2026-01-01 00:00:00+00'",
        "now() - INTERVAL '5 minutes' < start_time",
        "otel_spans_local.start_time > ?",
        "main.otel_spans_local.start_time > $1",
        "start_time BETWEEN now() - INTERVAL 5 MINUTE AND now()",
        "start_time = now()",
        "start_time::DATE = current_date",
        "duration_ns > 5 AND (status_code = 'OK' AND start_time > current_timestamp)",
      })
  void leavesAQueryWithALowerBoundAlone(String condition) throws Exception {
    Allowed allowed = allowed("SELECT * FROM otel_spans_local WHERE " + condition);

    assertThat(allowed.injected()).containsExactly(LIMIT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start_time < now()",
        "start_time > now() OR true",
        "NOT start_time > now()",
        "start_time > start_time - INTERVAL '1 day'",
        "start_time > (SELECT min(timestamp) FROM otel_logs_local WHERE timestamp > now())",
        "date_trunc('hour', start_time) > now()",
        "duration_ns > 5",
      })
  void addsTheLookBackWhereNothingBoundsTheTimeFromBelow(String condition) throws Exception {
    Allowed allowed = allowed("SELECT * FROM otel_spans_local WHERE " + condition);

    assertThat(allowed.injected()).containsExactly(HOUR, LIMIT);
  }

  @Test
  void countsOnlyTheLastHour() throws Exception {
    assertThat(run("SELECT count(*) BETWEEN 3590 AND 3600 FROM otel_spans_local", Options.DEFAULT))
        .containsExactly(List.of(true));
    assertThat(
            run(
                "SELECT count(*) FROM otel_spans_local WHERE start_time > now() - INTERVAL '1 day'",
                Options.DEFAULT))
        .containsExactly(List.of((long) Guard.SPANS));
    assertThat(
            run(
                "SELECT count(*) BETWEEN 50 AND 60 FROM otel_spans_local",
                new Options(10, Duration.ofMinutes(1))))
        .containsExactly(List.of(true));
  }

  @Test
  void keepsOuterJoinsRight() throws Exception {
    // Each of ten left rows stays, whatever the filter drops on the right.
    List<List<Object>> rows =
        run(
            "SELECT count(*), count(s.trace_id) FROM range(3595, 3605) r(i) LEFT JOIN"
                + " otel_spans_local s ON s.duration_ns = r.i * 1000000",
            Options.DEFAULT);

    assertThat(rows.getFirst().getFirst()).isEqualTo(10L);
    assertThat((long) rows.getFirst().getLast()).isBetween(0L, 6L);
  }

  @Test
  void boundsASideOfAJoinOnlyWhereTheConditionDropsItsRows() throws Exception {
    String on = " b ON a.trace_id = b.trace_id AND b.start_time > now() - INTERVAL '1 minute'";

    assertThat(allowed("SELECT 1 FROM otel_spans_local a JOIN otel_spans_local" + on).injected())
        .containsExactly(HOUR.replace("otel_spans_local", "otel_spans_local (a)"), LIMIT);
    assertThat(
            allowed("SELECT 1 FROM otel_spans_local a LEFT JOIN otel_spans_local" + on).injected())
        .containsExactly(HOUR.replace("otel_spans_local", "otel_spans_local (a)"), LIMIT);
    assertThat(
            allowed("SELECT 1 FROM otel_spans_local a FULL JOIN otel_spans_local" + on).injected())
        .hasSize(3);
  }

  @Test
  void filtersEachUseOfATableButNoneOfAnExpression() throws Exception {
    Allowed allowed =
        allowed(
            "WITH s AS (SELECT * FROM otel_spans_local) SELECT * FROM s JOIN s AS t USING"
                + " (trace_id) WHERE trace_id IN (SELECT trace_id FROM otel_logs_local) LIMIT 1");

    assertThat(allowed.injected())
        .containsExactly(
            HOUR,
            "Only rows of otel_logs_local from the last 1 hour are read, since the statement gives"
                + " no lower bound for timestamp.");
  }

  @Test
  void keepsAliasesColumnNamesAndSamples() throws Exception {
    assertThat(allowed("SELECT t.a FROM otel_spans_local AS t(a) TABLESAMPLE 10%").sql())
        .contains("AS t(a)")
        .contains("TABLESAMPLE");
  }

  @Test
  void describesWithoutAFilterAndSummarizesWithOne() throws Exception {
    assertThat(allowed("DESCRIBE otel_spans_local").injected()).containsExactly(LIMIT);
    assertThat(allowed("SUMMARIZE otel_spans_local").injected()).containsExactly(HOUR, LIMIT);
  }

  @Test
  void explainsTheRewrittenStatement() throws Exception {
    assertThat(allowed("explain SELECT 1").sql())
        .isEqualTo("EXPLAIN SELECT * FROM (SELECT 1) LIMIT 10001");
    assertThat(allowed("Explain Analyze SELECT 1").sql())
        .startsWith("EXPLAIN ANALYZE SELECT * FROM (");
  }

  @Test
  void reportsNoLimitWhereTheQueryHasASmallerOne() throws Exception {
    assertThat(allowed("SELECT 1 LIMIT 10000").injected()).isEmpty();
    assertThat(allowed("SELECT 1 LIMIT 10001").injected()).containsExactly(LIMIT);
    assertThat(allowed("SELECT 1 LIMIT 50%").injected()).containsExactly(LIMIT);
    assertThat(allowed("SELECT 1 LIMIT ?").injected()).containsExactly(LIMIT);
  }

  @Test
  void numbersNamedParameters() throws Exception {
    Allowed allowed = allowed("SELECT $low::BIGINT AS a, $high::BIGINT AS b, $low::BIGINT AS c");
    QueryResult result =
        Guard.ENGINE.query(
            new QueryRequest(
                allowed.sql(),
                List.of(1L, 2L),
                Duration.ofSeconds(10),
                10,
                1_000,
                QueryOrigin.part("test")));

    assertThat(TestEngine.rows(result)).containsExactly(List.of(1L, 2L, 1L));
  }

  @Test
  void namesAnUnnamedColumnByItsOwnText() throws Exception {
    QueryResult result = query("SELECT (SELECT count(*) FROM otel_spans_local)", Options.DEFAULT);

    assertThat(result.columns())
        .extracting(Column::name)
        .containsExactly("(SELECT count(*) FROM otel_spans_local)");
  }

  @Test
  void showsTruncationByOneRowMore() throws Exception {
    QueryResult cut = query("FROM range(20)", new Options(5, Duration.ofHours(1)));

    assertThat(cut.rows()).isEqualTo(5);
    assertThat(cut.truncated()).isTrue();
  }

  @Test
  void keepsTheOrderOfTheQuery() throws Exception {
    List<List<Object>> rows =
        run(
            "SELECT duration_ns FROM otel_spans_local ORDER BY duration_ns DESC LIMIT 100",
            Options.DEFAULT);

    assertThat(rows)
        .isSortedAccordingTo((a, b) -> Long.compare((long) b.getFirst(), (long) a.getFirst()));
  }

  @Test
  void remembersDecisionsByTextAndOptions() throws Exception {
    CountingParser parser = new CountingParser();
    TreeQueryGuard guard = new TreeQueryGuard(parser);

    var first = guard.check("SELECT 1", Options.DEFAULT);
    assertThat(guard.check("SELECT 1", Options.DEFAULT)).isSameAs(first);
    assertThat(parser.parsed).hasValue(1);

    var other = guard.check("SELECT 1", new Options(5, Duration.ofHours(1)));
    assertThat(other).isNotEqualTo(first);
    assertThat(parser.parsed).hasValue(2);
  }

  @Test
  void passesOnThatTheParserIsNotThereAndForgetsIt() throws Exception {
    CountingParser parser = new CountingParser();
    TreeQueryGuard guard = new TreeQueryGuard(parser);
    parser.failure = new CoralException(ErrorCode.UNAVAILABLE, "no worker");

    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(() -> guard.check("SELECT 1", Options.DEFAULT))
        .withMessage("no worker");
    parser.failure = null;
    assertThat(guard.check("SELECT 1", Options.DEFAULT)).isInstanceOf(Allowed.class);
  }

  @Test
  void allowsOnlyFunctionsThatDuckDbHas() throws Exception {
    Set<String> known = new HashSet<>();
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var names =
            statement.executeQuery(
                "SELECT DISTINCT lower(function_name) FROM duckdb_functions()")) {
      while (names.next()) {
        known.add(names.getString(1));
      }
    }

    known.addAll(Set.of("->", "!")); // the parser's own, which the catalogue does not list
    assertThat(Allowlist.functions()).isSubsetOf(known);
    assertThat(Allowlist.functions())
        .doesNotContain("getenv", "current_setting", "nextval", "query", "json_serialize_sql")
        .noneMatch(name -> name.startsWith("__") || name.startsWith("read_"));
  }

  private static Allowed allowed(String sql) throws InterruptedException {
    return (Allowed) Guard.GUARD.check(sql, Options.DEFAULT);
  }

  private static QueryResult query(String sql, Options options) throws InterruptedException {
    Allowed allowed = (Allowed) Guard.GUARD.check(sql, options);
    return Guard.ENGINE.query(
        new QueryRequest(
            allowed.sql(),
            List.of(),
            Duration.ofSeconds(20),
            options.maxRows(),
            64 << 20,
            QueryOrigin.part("test")));
  }

  private static List<List<Object>> run(String sql, Options options) throws InterruptedException {
    return TestEngine.rows(query(sql, options));
  }

  private static final class CountingParser implements SqlParser {
    final AtomicInteger parsed = new AtomicInteger();
    CoralException failure;

    @Override
    public String parse(String sql) throws InterruptedException {
      if (failure != null) {
        throw failure;
      }
      parsed.incrementAndGet();
      return Guard.ENGINE.parse(sql);
    }

    @Override
    public String print(String treeJson) throws InterruptedException {
      return Guard.ENGINE.print(treeJson);
    }
  }
}
