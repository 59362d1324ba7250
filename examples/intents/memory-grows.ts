// "Does inventory leak memory?"
//
// Answers with: how fast its heap grows by a straight line through the last hour, and an alert when
// that is more than 1 MiB a minute.
import * as coral from "@coral/sdk";

const [heap] = await coral.db.query<{ mib_per_minute: number | null; fit: number | null }>(
  `SELECT regr_slope(value, epoch(timestamp)) * 60 / 1048576 AS mib_per_minute,
     regr_r2(value, epoch(timestamp)) AS fit
   FROM otel_metrics_local
   WHERE service_name = $1 AND metric_name = $2 AND attributes->>'jvm.memory.type' = 'heap'
     AND timestamp > now() - INTERVAL '1 hour'`,
  ["inventory", "jvm.memory.used"],
);

const growth = heap?.mib_per_minute ?? 0;
console.log(`the heap of inventory grows by ${growth.toFixed(1)} MiB a minute`);
if (growth > 1 && (heap?.fit ?? 0) > 0.9) {
  await coral.emit("alert", {
    severity: "warning",
    message: "the heap of inventory grows steadily",
    service: "inventory",
    mib_per_minute: Number(growth.toFixed(1)),
  });
}
