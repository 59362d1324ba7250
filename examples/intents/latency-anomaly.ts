// "Is any service slower than it usually is?"
//
// Answers with: an alert for each service whose median over the last 5 minutes is more than three
// standard deviations above the mean of the hour before.
import * as coral from "@coral/sdk";

interface Service {
  service: string;
  median_ms: number;
  usual_ms: number;
  deviations: number;
}

const slower = await coral.db.query<Service>(`
  WITH requests AS (
    SELECT service_name AS service, duration_ns / 1e6 AS ms,
      start_time > now() - INTERVAL '5 minutes' AS recent
    FROM otel_spans_local
    WHERE span_kind = 'SERVER' AND start_time > now() - INTERVAL '65 minutes'
  )
  SELECT service,
    round(median(ms) FILTER (WHERE recent)) AS median_ms,
    round(avg(ms) FILTER (WHERE NOT recent)) AS usual_ms,
    round((median_ms - usual_ms) / greatest(stddev(ms) FILTER (WHERE NOT recent), 1)) AS deviations
  FROM requests
  GROUP BY service
  HAVING deviations > 3
  ORDER BY deviations DESC, service`);

for (const { service, median_ms, usual_ms, deviations } of slower) {
  await coral.emit("alert", {
    severity: deviations > 30 ? "error" : "warning",
    message: `${service} takes ${median_ms} ms instead of ${usual_ms} ms`,
    service,
    deviations,
  });
}
if (slower.length === 0) {
  console.log("no service is slower than usual");
}
