// "Is the slow SQL there because the cache missed?"
//
// Answers with: the slow statements in traces that have a cache miss, the slowest first, and an
// event "correlation" that says how many slow statements go with a miss, and how many with a hit.
import * as coral from "@coral/sdk";

const SLOW_SQL = { name: "SELECT %", minDuration: "100ms" };

const afterMiss = await coral.traces.correlate(
  SLOW_SQL,
  { attributes: { "cache.hit": "false" } },
  { timeRange: "15m", limit: 100 },
);
const afterHit = await coral.traces.correlate(
  SLOW_SQL,
  { attributes: { "cache.hit": "true" } },
  { timeRange: "15m", limit: 100 },
);

afterMiss.sort((a, b) => b.a_duration_ns - a.a_duration_ns);
for (const { a_service_name, a_span_name, a_duration_ns, trace_id } of afterMiss.slice(0, 5)) {
  console.log(`${a_service_name} ${a_span_name}: ${a_duration_ns / 1e6} ms in trace ${trace_id}`);
}
await coral.emit("correlation", {
  severity: afterMiss.length > afterHit.length ? "warning" : "info",
  type: "slow_sql_after_cache_miss",
  after_miss: afterMiss.length,
  after_hit: afterHit.length,
});
