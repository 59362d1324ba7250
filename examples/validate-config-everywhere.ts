// Live validation: do all instances of a service have the same configuration? Emits, once for each
// service of each host, the versions and environments that its spans name, the SHA-256 of the
// host's configuration files, and one hash of all that: hosts that have the same hash agree.
// The severity is "warning" where instances on one host already differ.
//
// The files are those that the agent's label "config_files" names, separated by colons. Its
// agent.yaml has to let scripts hash them:
//
//   agent:
//     labels:
//       - config_files=/etc/payments/config.yaml
//   script:
//     file_hash_paths: [/etc/payments/config.yaml]
//
//   coral script deploy --name config --file validate-config-everywhere.ts
//   coral script logs config
import * as coral from "@coral/sdk";

interface Service {
  service: string;
  versions: string[];
  environments: string[];
}

/** A file's hash or, as a host without the file differs too, the code of what went wrong. */
async function hashOf(path: string): Promise<string> {
  try {
    return (await coral.system.fileHash(path)).sha256;
  } catch (error) {
    if (error instanceof coral.CoralError) {
      console.error(error.message);
      return error.code;
    }
    throw error;
  }
}

async function sha256(value: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

const files: Record<string, string> = {};
for (const path of (coral.context.labels["config_files"] ?? "").split(":").filter(Boolean)) {
  files[path] = await hashOf(path);
}

const services = await coral.db.query<Service>(`
  SELECT service_name AS service,
    list_sort(list(DISTINCT coalesce(resource_attributes->>'service.version', 'unknown'))) AS versions,
    list_sort(list(DISTINCT coalesce(
      resource_attributes->>'deployment.environment.name',
      resource_attributes->>'deployment.environment',
      'unknown'))) AS environments
  FROM otel_spans_local
  GROUP BY service_name
  ORDER BY service_name`);

for (const { service, versions, environments } of services) {
  const consistent = versions.length === 1 && environments.length === 1;
  const hash = await sha256({ service, versions, environments, files });
  await coral.emit(
    "config",
    { service, hash, consistent, versions, environments, files },
    consistent ? "info" : "warning",
  );
}
