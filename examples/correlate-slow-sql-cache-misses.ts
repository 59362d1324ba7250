// Correlation analysis: do requests spend their time in SQL because the cache had no answer? Emits
// how closely SQL time and cache misses go together over the traces of the last 30 minutes, and the
// slowest traces that have both. Runs once.
//
// Cache spans are those with the attribute "cache.hit"; SQL spans have a database that is no cache.
//
//   coral script deploy --name slow-sql --file correlate-slow-sql-cache-misses.ts
import * as coral from "@coral/sdk";

const SLOW_MS = 100;

interface Trace {
  trace_id: string;
  sql_ms: number;
  misses: number;
  statement: string | null;
  correlation: number; // of all traces, as the next three: -1 to 1
  traces: number;
  sql_ms_with_misses: number;
  sql_ms_without: number | null;
}

const slowest = await coral.db.query<Trace>(
  `WITH sql AS (
     SELECT trace_id, sum(duration_ns) / 1e6 AS sql_ms, arg_max(db_statement, duration_ns) AS statement
     FROM otel_spans_local
     WHERE db_system NOT IN ('redis', 'memcached') AND start_time > now() - INTERVAL '30 minutes'
     GROUP BY trace_id
   ), cache AS (
     SELECT trace_id, count_if((attributes->>'cache.hit') = 'false') AS misses
     FROM otel_spans_local
     WHERE (attributes->>'cache.hit') IS NOT NULL AND start_time > now() - INTERVAL '30 minutes'
     GROUP BY trace_id
   )
   SELECT trace_id, sql_ms, misses, statement,
     corr(sql_ms, misses) OVER () AS correlation,
     count(*) OVER () AS traces,
     avg(sql_ms) FILTER (WHERE misses > 0) OVER () AS sql_ms_with_misses,
     avg(sql_ms) FILTER (WHERE misses = 0) OVER () AS sql_ms_without
   FROM sql JOIN cache USING (trace_id)
   QUALIFY misses > 0 AND sql_ms > ?
   ORDER BY sql_ms DESC
   LIMIT 10`,
  [SLOW_MS],
);

const [worst] = slowest;
if (worst) {
  const { correlation, traces, sql_ms_with_misses, sql_ms_without } = worst;
  await coral.emit("correlation", {
    type: "slow_sql_cache_misses",
    correlation,
    traces,
    sql_ms_with_misses,
    sql_ms_without,
    slowest: slowest.map(({ trace_id, sql_ms, misses, statement }) => (
      { trace_id, sql_ms, misses, statement }
    )),
  });
} else {
  console.log(`no trace has a cache miss and more than ${SLOW_MS} ms of SQL`);
}
