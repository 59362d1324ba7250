// SPDX-License-Identifier: Apache-2.0
// Counts the spans that scripts can see until all are there.
import * as coral from "@coral/sdk";

const WANTED = __WANTED__;
const END = Date.now() + __SECONDS__ * 1000;

let rows = 0;
do {
  await new Promise((resolve) => setTimeout(resolve, 100));
  rows = Number((await coral.db.query("SELECT count(*) AS n FROM otel_spans_local"))[0].n);
} while (rows < WANTED && Date.now() < END);
// more than were acknowledged would show a moment later
await new Promise((resolve) => setTimeout(resolve, 1500));
rows = Number((await coral.db.query("SELECT count(*) AS n FROM otel_spans_local"))[0].n);
console.log(JSON.stringify(rows));
