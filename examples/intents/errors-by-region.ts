// "Do the failures come from one region or version?"
//
// Answers with: the share of failed requests of checkout by region and version, the worst first; it
// gives up after 10 seconds.
import * as coral from "@coral/sdk";

const groups = await coral.db.query<
  { region: string; version: string; requests: number; failed: number }
>(
  `SELECT resource_attributes->>'cloud.region' AS region,
     resource_attributes->>'service.version' AS version,
     count(*) AS requests, count_if(status_code = 'ERROR') AS failed
   FROM otel_spans_local
   WHERE service_name = ? AND span_kind = 'SERVER'
   GROUP BY ALL
   ORDER BY failed / requests DESC, region, version`,
  ["checkout"],
  { timeRange: "15m", limit: 100, signal: AbortSignal.timeout(10_000) },
);

for (const { region, version, requests, failed } of groups) {
  console.log(`${region}, ${version}: ${failed} of ${requests} requests failed`);
}
