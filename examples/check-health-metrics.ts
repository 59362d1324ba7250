import * as coral from "@coral/sdk";

async function checkHealthMetrics() {
  const p99 = await coral.metrics.getPercentile("payments", "http.server.duration", 0.99);
  const errorRate = await coral.metrics.getErrorRate("payments", "5m");

  const latencyThreshold = 500_000_000;  // 500ms
  const errorRateThreshold = 0.01;       // 1%

  if (p99 > latencyThreshold && errorRate > errorRateThreshold) {
    await coral.emit("alert", {
      severity: "critical",
      message: "Payments service degraded: high latency AND high error rate",
      p99_ms: p99 / 1_000_000,
      error_rate_pct: errorRate * 100,
      timestamp: new Date().toISOString()
    });
  }
}

// Run every 30 seconds
while (true) {
  await checkHealthMetrics();
  await new Promise(resolve => setTimeout(resolve, 30_000));
}
