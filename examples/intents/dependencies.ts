// "Which services depend on which?"
//
// Answers with: a line for each service with what it called within the last hour: services,
// databases and hosts outside.
import * as coral from "@coral/sdk";

const dependencies = await coral.db.query<{ caller: string; callees: string[] }>(`
  WITH calls AS (
    SELECT caller.service_name AS caller,
      coalesce(
        callee.service_name, caller.db_system, caller.attributes->>'server.address') AS callee
    FROM otel_spans_local AS caller
    LEFT JOIN otel_spans_local AS callee
      ON callee.trace_id = caller.trace_id AND callee.parent_span_id = caller.span_id
      AND callee.start_time > now() - INTERVAL '1 hour'
    WHERE caller.span_kind = 'CLIENT' AND caller.start_time > now() - INTERVAL '1 hour'
  )
  SELECT caller, list_sort(list(DISTINCT callee)) AS callees
  FROM calls
  WHERE callee IS NOT NULL
  GROUP BY caller
  ORDER BY caller`);

for (const { caller, callees } of dependencies) {
  console.log(`${caller} -> ${callees.join(", ")}`);
}
