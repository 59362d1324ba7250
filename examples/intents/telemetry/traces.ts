// SPDX-License-Identifier: Apache-2.0
import {
  checkoutNew,
  checkoutOld,
  END,
  frontend,
  http,
  inventory,
  MINUTE,
  SECOND,
  sql,
  Trace,
} from "./otlp.ts";
import { order } from "./orders.ts";

/** All traces, in the spans of their resources. */
export function recordTraces() {
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
    const call = trace.add(frontend, root, "GET", "CLIENT", 2, 16, {
      "server.address": "inventory",
    });
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
}
