// SPDX-License-Identifier: Apache-2.0
package coral.guardrails.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.query.GuardDecision;
import coral.api.query.QueryGuard.Options;
import coral.api.query.QueryOrigin;
import coral.api.query.QueryRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table of statement shapes that pass, and run once rewritten. */
class AllowedSqlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT 1;",
        "VALUES (1, 'a'), (2, 'b')",
        "FROM otel_spans_local",
        "FROM otel_spans_local SELECT trace_id LIMIT 3",
        "TABLE otel_spans_local",
        "SELECT * FROM main.otel_spans_local",
        "SELECT * FROM OTEL_SPANS_LOCAL AS S WHERE S.Duration_NS > 5",
        "SELECT main.otel_spans_local.trace_id FROM otel_spans_local",
        "SELECT DISTINCT ON (service_name) service_name, trace_id FROM otel_spans_local ORDER BY"
            + " ALL",
        "SELECT * EXCLUDE (attributes) REPLACE (duration_ns / 1e6 AS duration_ns) FROM"
            + " otel_spans_local",
        "SELECT * RENAME (trace_id AS id) FROM otel_spans_local",
        "SELECT COLUMNS('.*_id') FROM otel_spans_local",
        "SELECT service_name, count(*), quantile_cont(duration_ns, 0.99) FROM otel_spans_local"
            + " GROUP BY ALL",
        "SELECT status_code, count(*) FROM otel_spans_local GROUP BY ROLLUP (status_code) HAVING"
            + " count(*) > 1",
        "SELECT grouping(status_code), count(*) FROM otel_spans_local GROUP BY CUBE (status_code,"
            + " span_name)",
        "SELECT count(*) FILTER (WHERE status_code = 'ERROR') / count(*) FROM otel_spans_local",
        "WITH slow AS (SELECT * FROM otel_spans_local WHERE duration_ns > 1) SELECT count(*) FROM"
            + " slow",
        "WITH a AS MATERIALIZED (SELECT 1 AS x), b AS (SELECT x + 1 AS y FROM a) SELECT * FROM a,"
            + " b",
        "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 5) SELECT * FROM"
            + " c",
        "WITH otel_spans_local AS (SELECT * FROM otel_spans_local) SELECT count(*) FROM"
            + " otel_spans_local",
        "SELECT trace_id FROM otel_spans_local UNION SELECT trace_id FROM otel_logs_local",
        "SELECT 1 AS a UNION ALL BY NAME SELECT 2 AS b",
        "SELECT 1 EXCEPT SELECT 2",
        "SELECT 1 INTERSECT SELECT 1",
        "SELECT a.trace_id FROM otel_spans_local a JOIN otel_spans_local b USING (trace_id)",
        "SELECT a.trace_id, b.body FROM otel_spans_local a LEFT JOIN otel_logs_local b USING"
            + " (trace_id)",
        "SELECT a.trace_id FROM otel_spans_local a FULL JOIN otel_logs_local b ON a.trace_id ="
            + " b.trace_id",
        "SELECT a.trace_id FROM otel_spans_local a ASOF JOIN otel_logs_local b ON a.start_time >="
            + " b.timestamp",
        "SELECT * FROM otel_spans_local a SEMI JOIN otel_logs_local b ON a.trace_id = b.trace_id",
        "SELECT * FROM otel_spans_local a ANTI JOIN otel_logs_local b ON a.trace_id = b.trace_id",
        "SELECT * FROM range(2) a POSITIONAL JOIN range(3) b",
        "SELECT s.trace_id, d.x FROM otel_spans_local s, LATERAL (SELECT s.duration_ns * 2 AS x) d"
            + " LIMIT 2",
        "SELECT span_name, rank() OVER (PARTITION BY service_name ORDER BY duration_ns) FROM"
            + " otel_spans_local",
        "SELECT sum(duration_ns) OVER w FROM otel_spans_local WINDOW w AS (ORDER BY start_time)",
        "SELECT trace_id FROM otel_spans_local QUALIFY row_number() OVER (ORDER BY duration_ns"
            + " DESC) <= 3",
        "UNPIVOT (SELECT 1 AS a, 2 AS b) ON a, b INTO NAME n VALUE v",
        "PIVOT otel_spans_local ON status_code IN ('OK', 'ERROR') USING count(*) GROUP BY"
            + " service_name",
        "DESCRIBE otel_spans_local",
        "DESCRIBE SELECT duration_ns FROM otel_spans_local",
        "SUMMARIZE otel_spans_local",
        "EXPLAIN SELECT * FROM otel_spans_local",
        "EXPLAIN ANALYZE SELECT count(*) FROM otel_spans_local",
        "SELECT list_transform([1, 2], lambda x: x + 1), [x * 2 FOR x IN [1, 2] IF x > 1]",
        "SELECT list_reduce([1, 2, 3], lambda a, b: a + b)",
        "SELECT {'a': 1}.a, MAP {'k': 1}['k'], [1, 2, 3][1:2], (1, 2), ROW(1, 2)",
        "SELECT attributes->>'n', json_extract(attributes, '$.n') FROM otel_spans_local LIMIT 1",
        "SELECT key, value FROM otel_spans_local, json_each(attributes) LIMIT 2",
        "SELECT unnest([1, 2]), * FROM unnest(['a']) AS u(x)",
        "SELECT * FROM generate_series(1, 3) AS g(i) WHERE i BETWEEN 1 AND 2",
        "SELECT time_bucket(INTERVAL '1 minute', start_time) AS t, count(*) FROM otel_spans_local"
            + " GROUP BY t",
        "SELECT date_trunc('hour', now()), extract(epoch FROM now()), now() AT TIME ZONE 'UTC'",
        "SELECT CASE WHEN true THEN 1 ELSE 2 END, coalesce(NULL, 1), nullif(1, 1), TRY_CAST('x' AS"
            + " INTEGER)",
        "SELECT 'a' LIKE 'a%', 'a' ILIKE 'A', 'a' SIMILAR TO 'a+', 'a' GLOB '*',"
            + " regexp_matches('a', 'a')",
        "SELECT 1 IN (1, 2), 1 = ANY (SELECT 1), EXISTS (SELECT 1), (SELECT 1), NOT true, -1, 1 IS"
            + " DISTINCT FROM 2",
        "SELECT 'b' COLLATE nocase, 1::DECIMAL(10, 2), 'x'::ENUM ('x'), upper('a').lower()",
        "SELECT current_timestamp, current_date, today()",
        "SELECT * FROM otel_spans_local TABLESAMPLE 10%",
        "SELECT * FROM otel_spans_local USING SAMPLE 5 ROWS",
        "SELECT first(trace_id ORDER BY start_time), string_agg(DISTINCT status_code, ',') FROM"
            + " otel_spans_local",
        "SELECT * FROM beyla_http_metrics WHERE timestamp > now() - INTERVAL 5 MINUTE",
        "SELECT max(l.service_name) FROM otel_metrics_local, otel_logs_local l,"
            + " system_metrics_local",
        "SELECT 1 FROM cpu_profiles, functions, beyla_grpc_metrics",
        "/* comment */ SELECT 1 -- and another",
      })
  void passesAndRuns(String sql) throws Exception {
    GuardDecision decision = Guard.GUARD.check(sql, Options.DEFAULT);

    assertThat(decision).isInstanceOf(GuardDecision.Allowed.class);
    String rewritten = ((GuardDecision.Allowed) decision).sql();
    var result =
        Guard.ENGINE.query(
            new QueryRequest(
                rewritten,
                List.of(),
                Duration.ofSeconds(20),
                10_000,
                64 << 20,
                QueryOrigin.part("test")));
    assertThat(result.columns()).isNotEmpty();
  }
}
