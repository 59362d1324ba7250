// "What was logged by the requests that failed?"
//
// Answers with: the error logs of the traces that have failed requests of frontend, oldest first.
import * as coral from "@coral/sdk";

const logs = await coral.db.query<{ trace_id: string; service: string; body: string }>(`
  SELECT log.trace_id, log.service_name AS service, log.body
  FROM otel_logs_local AS log
  WHERE log.severity_number >= 17 AND log.timestamp > now() - INTERVAL '15 minutes'
    AND log.trace_id IN (
      SELECT trace_id FROM otel_spans_local
      WHERE service_name = 'frontend' AND status_code = 'ERROR'
        AND start_time > now() - INTERVAL '15 minutes'
    )
  ORDER BY log.timestamp
  LIMIT 50`);

for (const { trace_id, service, body } of logs) {
  console.log(`${trace_id} ${service}: ${body}`);
}
