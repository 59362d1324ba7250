// "Is the new version of checkout slower than the old one?"
//
// Answers with: the median and the 95th percentile of each version and, when the one that came last
// has twice the median of the one before, an alert.
import * as coral from "@coral/sdk";

interface Version {
  version: string;
  requests: number;
  p50_ms: number;
  p95_ms: number;
}

const versions = await coral.db.query<Version>(
  `SELECT resource_attributes->>'service.version' AS version, count(*) AS requests,
     round(quantile_cont(duration_ns, 0.5) / 1e6) AS p50_ms,
     round(quantile_cont(duration_ns, 0.95) / 1e6) AS p95_ms
   FROM otel_spans_local
   WHERE service_name = ? AND http_route = ? AND start_time > now() - INTERVAL '1 hour'
   GROUP BY version
   ORDER BY min(start_time)`,
  ["checkout", "/orders"],
);

for (const { version, requests, p50_ms, p95_ms } of versions) {
  console.log(`${version}: p50 ${p50_ms} ms, p95 ${p95_ms} ms of ${requests} requests`);
}
const [before, latest] = versions.slice(-2);
if (before && latest && latest.p50_ms > 2 * before.p50_ms) {
  await coral.emit("alert", {
    severity: "warning",
    message: `checkout ${latest.version} is slower than ${before.version}`,
    service: "checkout",
    p50_ms: latest.p50_ms,
    p50_ms_before: before.p50_ms,
  });
}
