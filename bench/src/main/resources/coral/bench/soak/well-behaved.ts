// SPDX-License-Identifier: Apache-2.0
// Does a little at fixed times, numbers all of it, and says at the end how much it was.
import * as coral from "@coral/sdk";

const SECONDS = __SECONDS__;
const QUERY =
  "SELECT count(*) AS n FROM otel_spans_local WHERE start_time > now() - INTERVAL '5 seconds'";

let lines = 0;
let events = 0;
let queries = 0;
let failures = 0;
let last = "";
let worst = 0;

async function attempt(what: () => Promise<unknown>): Promise<boolean> {
  try {
    await what();
    return true;
  } catch (error) {
    failures++;
    last = `${error}`;
    return false;
  }
}

async function query(): Promise<void> {
  const from = performance.now();
  if (await attempt(() => coral.db.query(QUERY))) {
    queries++;
    worst = Math.max(worst, performance.now() - from);
  }
}

async function emit(): Promise<void> {
  if (await attempt(() => coral.emit("tick", { n: events + 1 }))) events++;
}

const start = Date.now();
for (let second = 1; second <= SECONDS; second++) {
  await new Promise((resolve) => setTimeout(resolve, start + second * 1_000 - Date.now()));
  console.log(`line ${++lines}`);
  if (second % 2 === 0) await query();
  if (second % 5 === 0) await emit();
}
console.log(JSON.stringify({ lines, events, queries, failures, last, worst }));
