// "Do all hosts of a service run with the same configuration?"
//
// Answers with: an alert for each service whose instances name more than one configuration hash.
import * as coral from "@coral/sdk";

interface Service {
  service: string;
  hashes: number;
  hosts: { host: string; hash: string }[];
}

const services = await coral.db.query<Service>(`
  WITH instances AS (
    SELECT service_name AS service, resource_attributes->>'host.name' AS host,
      arg_max(resource_attributes->>'app.config.hash', start_time) AS hash
    FROM otel_spans_local
    WHERE start_time > now() - INTERVAL '15 minutes'
    GROUP BY ALL
  )
  SELECT service, count(DISTINCT hash) AS hashes,
    list({'host': host, 'hash': hash} ORDER BY host) AS hosts
  FROM instances
  GROUP BY service
  ORDER BY service`);

for (const { service, hashes, hosts } of services) {
  if (hashes > 1) {
    await coral.emit("alert", {
      severity: "error",
      message: `${service} runs with ${hashes} configurations`,
      service,
      hosts,
    });
  }
}
console.log(`${services.filter(({ hashes }) => hashes === 1).length} services are consistent`);
