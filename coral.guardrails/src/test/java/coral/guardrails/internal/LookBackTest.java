// SPDX-License-Identifier: Apache-2.0
package coral.guardrails.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.query.GuardDecision.Allowed;
import coral.api.query.QueryGuard.Options;
import coral.api.query.QueryOrigin;
import coral.api.query.QueryRequest;
import coral.query.internal.TestEngine;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Over spans of two hours, the oldest one that each shape of statement can see. {@code {time}}
 * stands for a condition, on the time or not.
 */
class LookBackTest {
  private static final Options MINUTE = new Options(10, Duration.ofMinutes(1));

  /** Spans are written when the tests start, and grow older until a statement runs. */
  private static final double HALF_OF_ALL = Guard.SPANS / 2.0;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT max(epoch(now() - start_time)) FROM otel_spans_local WHERE {time}",
        "FROM otel_spans_local SELECT max(epoch(now() - start_time)) WHERE {time}",
        "FROM (FROM otel_spans_local WHERE {time}) SELECT max(epoch(now() - start_time))",
        "WITH s AS (FROM otel_spans_local WHERE {time}) SELECT max(epoch(now() - start_time))"
            + " FROM s",
        "WITH s AS MATERIALIZED (FROM otel_spans_local WHERE {time}), t AS (FROM s) SELECT"
            + " max(epoch(now() - t.start_time)) FROM t JOIN s USING (trace_id)",
        "WITH otel_spans_local AS (FROM otel_spans_local WHERE {time}) SELECT"
            + " max(epoch(now() - start_time)) FROM otel_spans_local",
        "WITH RECURSIVE r AS (SELECT max(epoch(now() - start_time)) AS age, 1 AS n FROM"
            + " otel_spans_local WHERE {time} UNION ALL SELECT age, n + 1 FROM r WHERE n < 3)"
            + " SELECT max(age) FROM r",
        "SELECT max(age) FROM (SELECT 0 AS age UNION ALL SELECT epoch(now() - start_time) FROM"
            + " otel_spans_local WHERE {time})",
        "SELECT max(age) FROM (SELECT epoch(now() - start_time) AS age FROM otel_spans_local"
            + " WHERE {time} EXCEPT SELECT 0)",
        "SELECT max(age) FROM (SELECT 0.0 AS age UNION BY NAME SELECT epoch(now() - start_time)"
            + " AS age FROM otel_spans_local WHERE {time})",
        "SELECT max(epoch(now() - s.start_time)) FROM range(7200) r(i) JOIN otel_spans_local s ON"
            + " s.duration_ns = r.i * 1000000 WHERE {time}",
        "SELECT max(epoch(now() - s.start_time)) FROM range(7200) r(i), otel_spans_local s WHERE"
            + " s.duration_ns = r.i * 1000000 AND {time}",
        "SELECT max(epoch(now() - s.start_time)) FROM range(7200) r(i) LEFT JOIN (FROM"
            + " otel_spans_local WHERE {time}) s ON s.duration_ns = r.i * 1000000",
        "SELECT max(r.i) FROM range(7200) r(i) SEMI JOIN (FROM otel_spans_local WHERE {time}) s ON"
            + " s.duration_ns = r.i * 1000000",
        "SELECT max(i) FROM range(7200) r(i) WHERE i * 1000000 IN (SELECT duration_ns FROM"
            + " otel_spans_local WHERE {time})",
        "SELECT max(i) FROM range(7200) r(i) WHERE EXISTS (SELECT 1 FROM otel_spans_local WHERE"
            + " duration_ns = i * 1000000 AND {time})",
        "SELECT (SELECT max(epoch(now() - start_time)) FROM otel_spans_local WHERE {time})",
        "SELECT max(x.age) FROM range(1) r(i), LATERAL (SELECT epoch(now() - start_time) AS age"
            + " FROM otel_spans_local WHERE duration_ns >= r.i AND {time}) x",
        "SELECT max(epoch(now() - s.start_time)) FROM (SELECT now() - to_seconds(i) AS at FROM"
            + " range(7200) r(i)) p ASOF JOIN (FROM otel_spans_local WHERE {time}) s ON p.at >="
            + " s.start_time",
        "SELECT max(age) FROM (SELECT first_value(epoch(now() - start_time)) OVER (ORDER BY"
            + " start_time) AS age FROM otel_spans_local WHERE {time})",
        "SELECT epoch(now() - start_time) FROM otel_spans_local WHERE {time} QUALIFY row_number()"
            + " OVER (ORDER BY start_time) = 1",
        "PIVOT (SELECT 'a' AS k, epoch(now() - start_time) AS age FROM otel_spans_local WHERE"
            + " {time}) ON k IN ('a') USING max(age)",
        "SELECT max(age) FROM (UNPIVOT (SELECT epoch(now() - start_time) AS a FROM"
            + " otel_spans_local WHERE {time}) ON a INTO NAME n VALUE age)",
        "SELECT list_max(list(epoch(now() - start_time))) FROM otel_spans_local WHERE {time}",
      })
  void showsNothingOlderUnlessTheStatementBoundsTheTime(String shape) throws Exception {
    assertThat(oldest(shape, "duration_ns >= 0", List.of())).isLessThanOrEqualTo(60);
    assertThat(oldest(shape, "duration_ns >= ?", List.of(0L))).isLessThanOrEqualTo(60);
    assertThat(oldest(shape, "start_time > now() - INTERVAL '1 day'", List.of()))
        .isGreaterThan(HALF_OF_ALL);
    assertThat(oldest(shape, "start_time > now() - to_seconds(?::BIGINT)", List.of(86_400L)))
        .isGreaterThan(HALF_OF_ALL);
  }

  /** Each by itself: the time that bounds one use of the table is none for another. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT max(epoch(now() - b.start_time)) FROM otel_spans_local a, otel_spans_local b"
            + " WHERE a.start_time > now() - INTERVAL '1 day' AND a.duration_ns = b.duration_ns",
        "SELECT max(age) FROM (SELECT 0 AS age FROM otel_spans_local WHERE start_time > now()"
            + " UNION ALL SELECT epoch(now() - start_time) FROM otel_spans_local)",
        "WITH a AS (FROM otel_spans_local WHERE start_time > now() - INTERVAL '1 day') SELECT"
            + " max(epoch(now() - b.start_time)) FROM a JOIN otel_spans_local b USING (trace_id)",
        "SELECT max(epoch(now() - s.start_time)) FROM (SELECT now() - to_seconds(i) AS at FROM"
            + " range(7200) r(i)) p ASOF JOIN otel_spans_local s ON p.at >= s.start_time",
        "SELECT max(epoch(now() - b.start_time)) FROM otel_spans_local a POSITIONAL JOIN"
            + " otel_spans_local b WHERE a.start_time > now() - INTERVAL '1 day'",
        "SELECT max(b.age) FROM otel_spans_local a, LATERAL (SELECT epoch(now() - s.start_time) AS"
            + " age FROM otel_spans_local s WHERE s.trace_id = a.trace_id) b WHERE a.start_time >"
            + " now() - INTERVAL '1 day'",
      })
  void boundsEachUseOfATable(String sql) throws Exception {
    assertThat(oldest(sql, "", List.of())).isLessThanOrEqualTo(60);
  }

  /** Seconds. */
  private static double oldest(String shape, String condition, List<?> params)
      throws InterruptedException {
    Allowed allowed = (Allowed) Guard.GUARD.check(shape.replace("{time}", condition), MINUTE);
    var request =
        new QueryRequest(
            allowed.sql(), params, Duration.ofSeconds(20), 10, 1 << 20, QueryOrigin.part("test"));
    Object value = TestEngine.rows(Guard.ENGINE.query(request)).getFirst().getFirst();
    return ((Number) value).doubleValue();
  }
}
