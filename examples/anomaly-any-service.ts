// Anomaly detection without thresholds to keep up to date: alerts when a service is slower, or
// fails more, in the last 5 minutes than in the hour before. The severity is "critical" when it is
// both, or when its memory has grown as well; otherwise "warning". One alert, until it is over.
//
//   coral script deploy --name anomalies --file anomaly-any-service.ts
import * as coral from "@coral/sdk";

const MIN_REQUESTS = 20; // fewer say nothing, be it now or before
const SLOWER = 2; // times the 99th percentile before
const MORE_ERRORS = 0.05; // above the error rate before
const MORE_MEMORY = 1.3; // times the memory before

interface Service {
  service: string;
  p99_ms: number;
  baseline_p99_ms: number;
  error_rate: number;
  baseline_error_rate: number;
  memory_growth: number | null; // null: it sends no metric of its memory
}

const COMPARE = `
  WITH requests AS (
    SELECT service_name AS service, duration_ns / 1e6 AS ms, (status_code = 'ERROR')::INT AS failed,
      start_time > now() - INTERVAL '5 minutes' AS recent
    FROM otel_spans_local
    WHERE span_kind = 'SERVER' AND start_time > now() - INTERVAL '1 hour'
  ), memory AS (
    SELECT service_name AS service, metric_name, attributes::VARCHAR AS series,
      avg(value) FILTER (WHERE timestamp > now() - INTERVAL '5 minutes') AS used,
      avg(value) FILTER (WHERE timestamp <= now() - INTERVAL '5 minutes') AS used_before
    FROM otel_metrics_local
    WHERE metric_name IN ('jvm.memory.used', 'go.memory.used', 'v8js.memory.heap.used', 'process.memory.usage')
      AND timestamp > now() - INTERVAL '1 hour'
    GROUP BY ALL
  )
  SELECT service,
    quantile_cont(ms, 0.99) FILTER (WHERE recent) AS p99_ms,
    quantile_cont(ms, 0.99) FILTER (WHERE NOT recent) AS baseline_p99_ms,
    avg(failed) FILTER (WHERE recent) AS error_rate,
    avg(failed) FILTER (WHERE NOT recent) AS baseline_error_rate,
    any_value(growth) AS memory_growth
  FROM requests
  LEFT JOIN (SELECT service, sum(used) / sum(used_before) AS growth FROM memory GROUP BY service)
    USING (service)
  GROUP BY service
  HAVING count_if(recent) >= $1 AND count_if(NOT recent) >= $1`;

const alerting = new Set<string>();

async function check(now: Service) {
  const slower = now.p99_ms > SLOWER * now.baseline_p99_ms;
  const failing = now.error_rate > now.baseline_error_rate + MORE_ERRORS;
  const growing = (now.memory_growth ?? 1) > MORE_MEMORY;
  if (!slower && !failing) {
    alerting.delete(now.service);
  } else if (!alerting.has(now.service)) {
    alerting.add(now.service);
    const symptoms = [
      slower && "slower",
      failing && "failing more",
      growing && "using more memory",
    ];
    await coral.emit("alert", {
      severity: growing || (slower && failing) ? "critical" : "warning",
      message: `${now.service} is ${symptoms.filter(Boolean).join(" and ")} than before`,
      ...now,
    });
  }
}

while (true) {
  for (const service of await coral.db.query<Service>(COMPARE, [MIN_REQUESTS])) {
    await check(service);
  }
  await new Promise((resolve) => setTimeout(resolve, 60_000));
}
