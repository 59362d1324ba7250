// "Who calls other services the most?"
//
// Answers with: the five pairs of caller and callee with the most calls in the last 15 minutes.
import * as coral from "@coral/sdk";

const pairs = await coral.db.query<{ caller: string; callee: string; calls: number }>(
  `SELECT service_name AS caller, attributes->>'server.address' AS callee, count(*) AS calls
   FROM otel_spans_local
   WHERE span_kind = 'CLIENT' AND (attributes->>'server.address') IS NOT NULL
   GROUP BY ALL
   ORDER BY calls DESC, caller, callee
   LIMIT 5`,
  [],
  { timeRange: "15m" },
);

for (const { caller, callee, calls } of pairs) {
  console.log(`${caller} -> ${callee}: ${calls} calls`);
}
