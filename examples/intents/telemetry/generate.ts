// SPDX-License-Identifier: Apache-2.0
// Writes the telemetry of a small shop, as OTLP/JSON beside this file: traces.json, metrics.json and
// logs.json. Its last moment is END; whoever sends it moves all times so that END is now.
//
//   sdk-ts/node_modules/.bin/deno run -A examples/intents/telemetry/generate.ts
//
// frontend calls checkout, which asks inventory (a cache, then SQL) and pays by one of three
// providers. Eight orders are from 40 to 33 minutes old, all of version 2.3.0 of checkout. Twelve are
// of the last minute: each second one by version 2.4.0, which is slow and has another configuration.
// Each third one misses the cache; two of adyen's payments fail, and one of paypal's times out, twice.
import { metrics } from "./metrics.ts";
import { logs } from "./orders.ts";
import {
  attributes,
  checkoutNew,
  checkoutOld,
  frontend,
  inventory,
  payments,
  type Resource,
} from "./otlp.ts";
import { recordTraces } from "./traces.ts";

/** An item a line, so that changes can be read. */
async function write(
  file: string,
  kind: string,
  items: string,
  resources: [Resource, unknown[]][],
) {
  const texts = resources.map(([{ attributes: of }, list]) =>
    `{"resource": ${
      JSON.stringify({ attributes: attributes(of) })
    },\n "scope${kind}": [{"${items}": [\n` +
    `${list.map((item) => JSON.stringify(item)).join(",\n")}\n]}]}`
  );
  await Deno.writeTextFile(
    new URL(file, import.meta.url),
    `{"resource${kind}": [\n${texts.join(",\n")}\n]}\n`,
  );
}

recordTraces();
const services = [frontend, checkoutOld, checkoutNew, payments, inventory];
await write("traces.json", "Spans", "spans", services.map((service) => [service, service.spans]));
await write("metrics.json", "Metrics", "metrics", metrics);
await write("logs.json", "Logs", "logRecords", [[payments, logs]]);
