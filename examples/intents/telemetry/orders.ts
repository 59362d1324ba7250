// SPDX-License-Identifier: Apache-2.0
import {
  checkoutNew,
  frontend,
  http,
  inventory,
  nanos,
  payments,
  type Resource,
  sql,
  Trace,
} from "./otlp.ts";

/** What payments logs. */
export const logs: unknown[] = [];

function log(trace: Trace, at: number, severityNumber: number, severityText: string, body: string) {
  logs.push({
    timeUnixNano: nanos(trace.start + at),
    severityNumber,
    severityText,
    body: { stringValue: body },
    traceId: trace.id,
  });
}

export interface Order {
  checkout: Resource;
  /** Milliseconds of SQL, where the cache has no answer. */
  missMs?: number;
  provider: string;
  chargeMs: number;
  outcome?: "refused" | "timeout";
}

export function order(trace: Trace, { checkout, missMs = 0, provider, chargeMs, outcome }: Order) {
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
