// SPDX-License-Identifier: Apache-2.0
// A script that watches a service, for as long as spans are sent.
import * as coral from "@coral/sdk";

const PAUSE_MS = __PAUSE_MS__;
const END = Date.now() + __SECONDS__ * 1000;

const millis: number[] = [];
while (Date.now() < END) {
  const from = performance.now();
  await coral.db.query(
    `SELECT http_route, count(*) AS n, quantile_cont(duration_ns, 0.99) AS p99 FROM otel_spans_local
     WHERE service_name = 'bench-1' AND start_time > now() - INTERVAL '10 seconds'
     GROUP BY http_route ORDER BY p99 DESC LIMIT 10`,
  );
  millis.push(Math.round((performance.now() - from) * 10) / 10);
  if (PAUSE_MS > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}
console.log(JSON.stringify(millis));
