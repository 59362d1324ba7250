// SPDX-License-Identifier: Apache-2.0
// 10,000 rows of 8 columns as row objects, again and again.
import * as coral from "@coral/sdk";

const WARM_UP = __WARM_UP__;
const QUERIES = __QUERIES__;
const ROWS = 10_000;
const SQL = `SELECT trace_id, span_id, service_name, span_name, start_time, duration_ns, status_code,
  http_status_code FROM otel_spans_local LIMIT ${ROWS}`;

async function visible(): Promise<number> {
  return Number((await coral.db.query("SELECT count(*) AS n FROM otel_spans_local"))[0].n);
}

while (await visible() < __SPANS__) await new Promise((resolve) => setTimeout(resolve, 100));
const millis: number[] = [];
for (let i = 0; i < WARM_UP + QUERIES; i++) {
  const from = performance.now();
  const rows = await coral.db.query(SQL);
  const took = performance.now() - from;
  if (rows.length !== ROWS) throw new Error(`${rows.length} rows instead of ${ROWS}`);
  if (i >= WARM_UP) millis.push(took);
}
console.log(JSON.stringify(millis));
