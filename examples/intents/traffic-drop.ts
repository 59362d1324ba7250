// "Warn me when a service gets much less traffic than it had within the last hour."
//
// Answers with: an alert for each service whose requests per minute have fallen by 30 % or more.
import * as coral from "@coral/sdk";

const DROP = 0.3;

interface Traffic {
  service: string;
  per_minute: number;
  before: number;
}

const fallen = await coral.db.query<Traffic>(
  `SELECT service_name AS service,
     coalesce(sum(request_count) FILTER (WHERE timestamp > now() - INTERVAL '5 minutes'), 0) / 5
       AS per_minute,
     sum(request_count) FILTER (WHERE timestamp <= now() - INTERVAL '5 minutes') / 55 AS before
   FROM beyla_http_metrics
   WHERE timestamp > now() - INTERVAL '1 hour'
   GROUP BY service
   HAVING per_minute <= before * (1 - $1)
   ORDER BY service`,
  [DROP],
);

for (const { service, per_minute, before } of fallen) {
  await coral.emit("alert", {
    severity: "warning",
    message: `${service} gets ${Math.round((1 - per_minute / before) * 100)} % less traffic`,
    service,
    requests_per_minute: per_minute,
    before: Math.round(before),
  });
}
if (fallen.length === 0) {
  console.log("no service has lost traffic");
}
