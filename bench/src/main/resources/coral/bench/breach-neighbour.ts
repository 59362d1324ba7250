// SPDX-License-Identifier: Apache-2.0
// Asks ten times a second, and notes how long each answer took and how many there were not.
import * as coral from "@coral/sdk";

const END = Date.now() + __SECONDS__ * 1000;

const millis: number[] = [];
let failed = 0;
while (Date.now() < END) {
  const from = performance.now();
  try {
    await coral.db.query("SELECT count(*) AS n FROM otel_spans_local");
    millis.push(performance.now() - from);
  } catch {
    failed++;
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
}
console.log(JSON.stringify({ millis, failed }));
