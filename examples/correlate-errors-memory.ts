// correlate-errors-memory.ts
import * as coral from "@coral/sdk";

async function analyzeCorrelation() {
  // Find traces with errors
  const errorTraces = await coral.db.query(`
    SELECT trace_id, service_name, duration_ns
    FROM otel_spans_local
    WHERE status_code = 'ERROR'
      AND start_time > now() - INTERVAL '5 minutes'
  `);

  // Get memory usage for services with errors
  const memory = await coral.system.getMemory();

  for (const trace of errorTraces) {
    const memUsagePct = (memory.used / memory.total) * 100;

    if (memUsagePct > 80) {
      await coral.emit("correlation", {
        type: "error_high_memory",
        trace_id: trace.trace_id,
        service: trace.service_name,
        memory_usage_pct: memUsagePct,
        duration_ms: trace.duration_ns / 1_000_000
      });

      console.log(`[CORRELATION] ${trace.service_name}: Error + High Memory (${memUsagePct}%)`);
    }
  }
}

await analyzeCorrelation();
