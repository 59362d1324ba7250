// SPDX-License-Identifier: Apache-2.0
// The same small query with a text that the guardrails know and with a new one, by turns.
import * as coral from "@coral/sdk";

const WARM_UP = __WARM_UP__;
const QUERIES = __QUERIES__;

async function query(least: number): Promise<number> {
  const from = performance.now();
  await coral.db.query(
    `SELECT service_name, count(*) AS n, max(duration_ns) AS worst FROM otel_spans_local
     WHERE duration_ns > ${least} AND status_code = 'ERROR' GROUP BY service_name ORDER BY n DESC`,
  );
  return (performance.now() - from) * 1000;
}

const known: number[] = [];
const fresh: number[] = [];
for (let i = -WARM_UP; i < QUERIES; i++) {
  const before = await query(1_000_000);
  const now = await query(2_000_000 + i);
  if (i >= 0) {
    known.push(before);
    fresh.push(now);
  }
}

function quantiles(micros: number[]) {
  micros.sort((a, b) => a - b);
  const n = micros.length;
  return { p50: micros[Math.ceil(n * 0.5) - 1], p99: micros[Math.ceil(n * 0.99) - 1], n };
}
console.log(JSON.stringify({ known: quantiles(known), fresh: quantiles(fresh) }));
