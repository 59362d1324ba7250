// "How many requests a second does checkout get, and on which routes?"
//
// Answers with: the rate of the service and of each of its routes over the last 5 minutes.
import * as coral from "@coral/sdk";

const routes = await coral.db.query<{ route: string }>(
  `SELECT DISTINCT http_route AS route FROM beyla_http_metrics
   WHERE service_name = ? ORDER BY route LIMIT 20`,
  ["checkout"],
  { timeRange: "5m" },
);

const total = await coral.metrics.getRequestRate("checkout", "5m");
console.log(`checkout: ${total.toFixed(1)} requests/s`);
for (const { route } of routes) {
  const rate = await coral.metrics.getRequestRate("checkout", { window: "5m", route });
  console.log(`  ${route}: ${rate.toFixed(1)} requests/s`);
}
