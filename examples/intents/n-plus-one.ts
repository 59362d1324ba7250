// "Does any request run the same SQL again and again?"
//
// Answers with: the statements that ran five times or more within one trace, the most frequent
// first.
import * as coral from "@coral/sdk";

interface Repetition {
  trace_id: string;
  service: string;
  statement: string;
  times: number;
  total_ms: number;
}

const repetitions = await coral.db.query<Repetition>(
  `SELECT trace_id, service_name AS service, db_statement AS statement,
     count(*) AS times, sum(duration_ns) / 1e6 AS total_ms
   FROM otel_spans_local
   WHERE db_statement IS NOT NULL AND start_time > now() - INTERVAL '15 minutes'
   GROUP BY ALL
   HAVING times >= $1
   ORDER BY times DESC, trace_id
   LIMIT 20`,
  [5],
);

for (const { trace_id, service, statement, times, total_ms } of repetitions) {
  console.log(`${service}: ${times} times, ${total_ms} ms in trace ${trace_id}: ${statement}`);
}
