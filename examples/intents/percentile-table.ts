// "Give me a table of the latencies of all services."
//
// Answers with: a line for each service with the median, the 95th and the 99th percentile of the
// last 5 minutes in milliseconds.
import * as coral from "@coral/sdk";

const { getP50, getP95, getP99, services } = coral.metrics;

function row(service: string, ...latencies: (string | number)[]) {
  console.log(service.padEnd(10) + latencies.map((cell) => String(cell).padStart(8)).join(""));
}

row("service", "p50", "p95", "p99");
for (const service of await services()) {
  const nanos = await Promise.all([getP50(service), getP95(service), getP99(service)]);
  if (!nanos.some(Number.isNaN)) { // NaN: no requests
    row(service, ...nanos.map((value) => Math.round(value / 1_000_000)));
  }
}
