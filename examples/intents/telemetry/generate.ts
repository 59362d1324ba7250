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
const END = Date.UTC(2026, 0, 1, 12);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

type Attributes = Record<string, string | number | boolean>;

const KINDS = { INTERNAL: 1, SERVER: 2, CLIENT: 3 };

interface Resource {
  attributes: Attributes;
  spans: unknown[];
}

interface Failure {
  message: string;
  exception?: string;
}

function nanos(time: number): string {
  return String(BigInt(Math.round(time * 1_000)) * 1_000n);
}

function attributes(values: Attributes): unknown[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === "boolean"
      ? { boolValue: value }
      : typeof value === "number"
      ? { intValue: String(value) }
      : { stringValue: value },
  }));
}

function instance(service: string, version: string, host: string, region: string, config: string) {
  return {
    attributes: {
      "service.name": service,
      "service.version": version,
      "host.name": host,
      "cloud.region": region,
      "app.config.hash": config,
    },
    spans: [],
  } as Resource;
}

const frontend = instance("frontend", "3.2.0", "web-1", "eu-west", "7be1");
const checkoutOld = instance("checkout", "2.3.0", "app-1", "eu-west", "9f2c");
const checkoutNew = instance("checkout", "2.4.0", "app-2", "eu-east", "41d7");
const payments = instance("payments", "1.8.0", "app-1", "eu-west", "c03a");
const inventory = instance("inventory", "5.0.1", "app-2", "eu-east", "e55b");

/** Spans of one trace; each starts at a millisecond of the trace, and knows its parent. */
class Trace {
  readonly id: string;
  #spans = 0;

  constructor(readonly number: number, readonly start: number) {
    this.id = number.toString().padStart(32, "0");
  }

  add(
    resource: Resource,
    parent: string,
    name: string,
    kind: keyof typeof KINDS,
    at: number,
    ms: number,
    more: Attributes = {},
    failure?: Failure,
  ): string {
    const spanId = `${this.number.toString().padStart(8, "0")}${
      (++this.#spans).toString().padStart(8, "0")
    }`;
    const end = nanos(this.start + at + ms);
    resource.spans.push({
      traceId: this.id,
      spanId,
      parentSpanId: parent,
      name,
      kind: KINDS[kind],
      startTimeUnixNano: nanos(this.start + at),
      endTimeUnixNano: end,
      attributes: attributes(more),
      ...(failure && { status: { code: 2, message: failure.message } }),
      ...(failure?.exception && {
        events: [{
          name: "exception",
          timeUnixNano: end,
          attributes: attributes({
            "exception.type": failure.exception,
            "exception.message": failure.message,
          }),
        }],
      }),
    });
    return spanId;
  }
}

function http(method: string, route: string, status = 200): Attributes {
  return {
    "http.request.method": method,
    "http.route": route,
    "http.response.status_code": status,
  };
}

function sql(statement: string): Attributes {
  return { "db.system": "postgresql", "db.statement": statement };
}

const logs: unknown[] = [];

function log(trace: Trace, at: number, severityNumber: number, severityText: string, body: string) {
  logs.push({
    timeUnixNano: nanos(trace.start + at),
    severityNumber,
    severityText,
    body: { stringValue: body },
    traceId: trace.id,
  });
}

interface Order {
  checkout: Resource;
  /** Milliseconds of SQL, where the cache has no answer. */
  missMs?: number;
  provider: string;
  chargeMs: number;
  outcome?: "refused" | "timeout";
}

function order(trace: Trace, { checkout, missMs = 0, provider, chargeMs, outcome }: Order) {
  const discountsMs = checkout === checkoutNew ? 300 : 20;
  const stockMs = 8 + missMs;
  const attempts = outcome === "timeout" ? 2 : 1;
  const payMs = attempts * chargeMs + 10;
  const ordersMs = 10 + stockMs + discountsMs + payMs + 8;
  const failed = outcome && { message: "payment failed" };
  const status = outcome ? 502 : 200;

  const root = trace.add(
    frontend,
    "",
    "POST /checkout",
    "SERVER",
    0,
    ordersMs + 20,
    http("POST", "/checkout", status),
    failed,
  );
  const toCheckout = trace.add(
    frontend,
    root,
    "POST",
    "CLIENT",
    8,
    ordersMs + 4,
    { "server.address": "checkout" },
    failed,
  );
  const orders = trace.add(
    checkout,
    toCheckout,
    "POST /orders",
    "SERVER",
    10,
    ordersMs,
    http("POST", "/orders", status),
    failed,
  );

  const toInventory = trace.add(
    checkout,
    orders,
    "GET",
    "CLIENT",
    12,
    stockMs + 4,
    { "server.address": "inventory" },
  );
  const stock = trace.add(
    inventory,
    toInventory,
    "GET /stock/{sku}",
    "SERVER",
    14,
    stockMs,
    http("GET", "/stock/{sku}"),
  );
  trace.add(inventory, stock, "GET", "CLIENT", 15, 2, {
    "db.system": "redis",
    "cache.hit": !missMs,
  });
  if (missMs) {
    trace.add(
      inventory,
      stock,
      "SELECT stock",
      "CLIENT",
      18,
      missMs,
      sql("SELECT * FROM stock WHERE sku = $1"),
    );
  }
  const discounts = 12 + stockMs + 4;
  trace.add(checkout, orders, "apply discounts", "INTERNAL", discounts, discountsMs);

  const pay = discounts + discountsMs;
  const toPayments = trace.add(
    checkout,
    orders,
    "POST",
    "CLIENT",
    pay,
    payMs + 2,
    { "server.address": "payments" },
    failed,
  );
  const paying = trace.add(
    payments,
    toPayments,
    "POST /pay",
    "SERVER",
    pay + 1,
    payMs,
    http("POST", "/pay", status),
    failed,
  );
  for (let attempt = 0; attempt < attempts; attempt++) {
    trace.add(
      payments,
      paying,
      "POST /charges",
      "CLIENT",
      pay + 5 + attempt * chargeMs,
      chargeMs,
      {
        "payment.provider": provider,
        "server.address": `api.${provider}.example`,
        ...(attempt && { "http.request.resend_count": attempt }),
        ...(outcome === "timeout" && { "error.type": "timeout" }),
      },
      outcome === "timeout"
        ? { message: `${provider} did not answer within 1 s`, exception: "TimeoutException" }
        : outcome && { message: `${provider} answered 502`, exception: "BadGatewayException" },
    );
  }
  log(
    trace,
    pay + payMs,
    outcome ? 17 : 9,
    outcome ? "ERROR" : "INFO",
    outcome ? `payment by ${provider} failed` : `payment by ${provider} done`,
  );
  trace.add(
    checkout,
    orders,
    "INSERT orders",
    "CLIENT",
    pay + payMs + 2,
    4,
    sql("INSERT INTO orders VALUES ($1, $2)"),
  );
}

const PROVIDERS = ["stripe", "adyen", "paypal"];

for (let i = 0; i < 8; i++) {
  order(new Trace(100 + i, END - (40 - i) * MINUTE), {
    checkout: checkoutOld,
    provider: PROVIDERS[i % 3]!,
    chargeMs: 100 + 10 * (i % 2),
  });
}

for (let i = 0; i < 12; i++) {
  const provider = Math.floor(i / 4);
  order(new Trace(200 + i, END - (60 - 4 * i) * SECOND), {
    checkout: i % 2 ? checkoutNew : checkoutOld,
    missMs: i % 3 ? undefined : 180 + 10 * i,
    provider: PROVIDERS[provider]!,
    chargeMs: i === 9 ? 1_000 : 100 + 20 * provider,
    outcome: i === 9 ? "timeout" : i === 5 || i === 6 ? "refused" : undefined,
  });
}

for (let i = 0; i < 6; i++) {
  const trace = new Trace(300 + i, END - (58 - 4 * i) * SECOND);
  const root = trace.add(
    frontend,
    "",
    "GET /products/{id}",
    "SERVER",
    0,
    30 + 2 * i,
    http("GET", "/products/{id}"),
  );
  const call = trace.add(frontend, root, "GET", "CLIENT", 2, 16, { "server.address": "inventory" });
  const stock = trace.add(
    inventory,
    call,
    "GET /stock/{sku}",
    "SERVER",
    4,
    8,
    http("GET", "/stock/{sku}"),
  );
  trace.add(inventory, stock, "GET", "CLIENT", 5, 2, { "db.system": "redis", "cache.hit": true });
}

const cart = new Trace(400, END - 30 * SECOND);
const cartRoot = cart.add(frontend, "", "GET /cart", "SERVER", 0, 150, http("GET", "/cart"));
const cartCall = cart.add(frontend, cartRoot, "GET", "CLIENT", 2, 140, {
  "server.address": "checkout",
});
const getCart = cart.add(
  checkoutOld,
  cartCall,
  "GET /cart",
  "SERVER",
  4,
  136,
  http("GET", "/cart"),
);
for (let i = 0; i < 10; i++) {
  cart.add(
    checkoutOld,
    getCart,
    "SELECT products",
    "CLIENT",
    6 + 13 * i,
    12,
    sql("SELECT * FROM products WHERE id = $1"),
  );
}

// ---- metrics: in each ten minutes of the hour, and in the last five -----------------------------

const AGES = [50, 40, 30, 20, 10, 0.5];
const RECENT = AGES.length - 1;

interface Metric {
  name: string;
  unit: string;
  [data: string]: unknown;
}

function histogram(name: string, unit: string, dataPoints: unknown[]): Metric {
  return { name, unit, histogram: { aggregationTemporality: 1, dataPoints } };
}

function buckets(
  age: number,
  explicitBounds: number[],
  counts: number[],
  sum: number,
  more: Attributes,
) {
  const time = END - age * MINUTE;
  return {
    startTimeUnixNano: nanos(time - 5 * MINUTE),
    timeUnixNano: nanos(time),
    count: String(counts.reduce((a, b) => a + b)),
    sum,
    explicitBounds,
    bucketCounts: counts.map(String),
    attributes: attributes(more),
  };
}

/** Requests of a route in the last five minutes by duration in seconds; before, so many times that. */
function requests(method: string, route: string, recent: number[], failed: number, before: number) {
  const bounds = [0.05, 0.1, 0.25, 0.5, 1];
  return AGES.flatMap((age, i) => {
    const counts = i === RECENT ? recent : [recent.reduce((a, b) => a + b) * before, 0, 0, 0, 0, 0];
    const points = [buckets(age, bounds, counts, 0.04 * counts[0]!, http(method, route))];
    if (i === RECENT && failed) {
      const slow = [0, 0, 0, failed, 0, 0];
      points.push(buckets(age, bounds, slow, 0.4 * failed, http(method, route, 502)));
    }
    return points;
  });
}

function durations(...points: unknown[][]): Metric {
  return histogram("http.server.request.duration", "s", points.flat());
}

function gauge(name: string, unit: string, values: number[], more: Attributes = {}): Metric {
  const dataPoints = values.map((value, i) => ({
    timeUnixNano: nanos(END - AGES[i]! * MINUTE),
    asInt: String(value),
    attributes: attributes(more),
  }));
  return { name, unit, gauge: { dataPoints } };
}

const MIB = 1_048_576;

const metrics: [Resource, Metric[]][] = [
  [frontend, [durations(
    requests("GET", "/products/{id}", [1_600, 400, 0, 0, 0, 0], 0, 4),
    requests("POST", "/checkout", [0, 0, 350, 500, 100, 0], 50, 4),
  )]],
  [checkoutOld, [
    durations(
      requests("POST", "/orders", [0, 0, 400, 350, 200, 0], 50, 2),
      requests("GET", "/cart", [400, 100, 0, 0, 0, 0], 0, 2),
    ),
    histogram("orders.value", "EUR", [
      buckets(0.5, [10, 50, 100, 500], [20, 50, 20, 10, 0], 6_200, { country: "NL" }),
      buckets(0.5, [10, 50, 100, 500], [0, 10, 20, 20, 0], 7_800, { country: "DE" }),
    ]),
  ]],
  [payments, [
    durations(requests("POST", "/pay", [0, 300, 500, 100, 0, 0], 100, 2)),
    gauge("payments.queue.depth", "{payment}", [10, 12, 11, 40, 90, 250]),
  ]],
  [inventory, [
    durations(requests("GET", "/stock/{sku}", [1_500, 300, 200, 0, 0, 0], 0, 2)),
    gauge(
      "jvm.memory.used",
      "By",
      [200, 230, 260, 290, 320, 350].map((mib) => mib * MIB),
      { "jvm.memory.type": "heap" },
    ),
  ]],
];

// ---- files -----------------------------------------------------------------------------------

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

const services = [frontend, checkoutOld, checkoutNew, payments, inventory];
await write("traces.json", "Spans", "spans", services.map((service) => [service, service.spans]));
await write("metrics.json", "Metrics", "metrics", metrics);
await write("logs.json", "Logs", "logRecords", [[payments, logs]]);
