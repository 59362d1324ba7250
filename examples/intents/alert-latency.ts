// "Tell me when checkout's p99 goes over 500 ms."
//
// Answers with: one line with the 99th percentile of the last 5 minutes and, over 500 ms, an alert.
import * as coral from "@coral/sdk";

const LIMIT_MS = 500;

const p99 = await coral.metrics.getP99("checkout", { window: "5m" });
const ms = Math.round(p99 / 1_000_000); // latencies are nanoseconds
console.log(`checkout: p99 is ${ms} ms`);
if (ms > LIMIT_MS) {
  await coral.emit("alert", {
    severity: "warning",
    message: `p99 of checkout is over ${LIMIT_MS} ms`,
    service: "checkout",
    p99_ms: ms,
  });
}
