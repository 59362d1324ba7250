// "Which endpoints are the slowest?"
//
// Answers with: the five routes with the highest 95th percentile in the last 15 minutes.
import * as coral from "@coral/sdk";

interface Endpoint {
  service: string;
  method: string;
  route: string;
  requests: number;
  p95_ms: number;
}

const endpoints = await coral.db.query<Endpoint>(
  `SELECT service_name AS service, http_method AS method, http_route AS route,
     count(*) AS requests,
     quantile_cont(duration_ns, 0.95) / 1e6 AS p95_ms
   FROM otel_spans_local
   WHERE span_kind = 'SERVER' AND http_route IS NOT NULL
   GROUP BY ALL
   ORDER BY p95_ms DESC
   LIMIT 5`,
  [],
  { timeRange: "15m" },
);

for (const { service, method, route, requests, p95_ms } of endpoints) {
  console.log(
    `${service} ${method} ${route}: p95 ${Math.round(p95_ms)} ms of ${requests} requests`,
  );
}
