// "What share of the requests fails, service by service?"
//
// Answers with: a line for each service that had requests within the last 5 minutes, the worst
// first.
import * as coral from "@coral/sdk";

const services = await coral.metrics.services();
const ratios = await Promise.all(services.map(async (service) => {
  const failed = await coral.metrics.getErrorRate(service, "5m");
  return { service, failed };
}));

const known = ratios.filter(({ failed }) => !Number.isNaN(failed)); // NaN: no requests
known.sort((a, b) => b.failed - a.failed || a.service.localeCompare(b.service));
for (const { service, failed } of known) {
  console.log(`${service}: ${(failed * 100).toFixed(1)} % failed`);
}
