// SPDX-License-Identifier: Apache-2.0
// 10,000 rows of 8 columns as row objects from JSON over HTTP, again and again.
const URL = "http://127.0.0.1:__PORT__/";
const WARM_UP = __WARM_UP__;
const QUERIES = __QUERIES__;
const ROWS = 10_000;

const millis: number[] = [];
for (let i = 0; i < WARM_UP + QUERIES; i++) {
  const from = performance.now();
  const rows: unknown[] = await (await fetch(URL)).json();
  const took = performance.now() - from;
  if (rows.length !== ROWS) throw new Error(`${rows.length} rows instead of ${ROWS}`);
  if (i >= WARM_UP) millis.push(took);
}
console.log(JSON.stringify(millis));
