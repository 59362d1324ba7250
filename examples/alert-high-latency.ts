// alert-high-latency.ts
import * as coral from "@coral/sdk";

async function checkLatency() {
  const p99 = await coral.metrics.getPercentile("payments", "http.server.duration", 0.99);
  const errorRate = await coral.metrics.getErrorRate("payments", "5m");

  if (p99 > 500_000_000) {  // 500ms in nanoseconds
    await coral.emit("alert", {
      severity: "warning",
      message: `P99 latency (${p99 / 1_000_000}ms) exceeded threshold`,
      service: "payments",
      p99_ms: p99 / 1_000_000,
      error_rate: errorRate
    });

    console.log(`[ALERT] High latency: ${p99 / 1_000_000}ms`);
  } else {
    console.log(`[OK] P99 latency: ${p99 / 1_000_000}ms`);
  }
}

// Run every 60 seconds
while (true) {
  await checkLatency();
  await new Promise(resolve => setTimeout(resolve, 60_000));
}
