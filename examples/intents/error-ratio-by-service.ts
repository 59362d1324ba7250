// "What share of the requests fails, service by service?"
//
// Answers with: a line for each service that had requests within the last 5 minutes, the worst
// first.
import * as coral from "@coral/sdk";

const ratios: { service: string; failed: number }[] = [];
// one after the other: there may be more services than calls that a script may have open
for (const service of await coral.metrics.services()) {
  const failed = await coral.metrics.getErrorRate(service, "5m");
  if (!Number.isNaN(failed)) { // NaN: no requests
    ratios.push({ service, failed });
  }
}

ratios.sort((a, b) => b.failed - a.failed || a.service.localeCompare(b.service));
for (const { service, failed } of ratios) {
  console.log(`${service}: ${(failed * 100).toFixed(1)} % failed`);
}
