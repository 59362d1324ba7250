// SPDX-License-Identifier: Apache-2.0
// Queries without a pause and tells, after every 20 calls, how many failed.
import * as coral from "@coral/sdk";

let calls = 0;
let failed = 0;
let last = "none";

while (true) {
  try {
    await coral.db.query("SELECT count(*) AS n FROM system_metrics_local");
  } catch (error) {
    failed++;
    last = String(error);
  }
  calls++;
  if (calls % 20 === 0) {
    console.log(`pid=${Deno.pid} calls=${calls} failed=${failed} last=${last}`);
  }
  await new Promise((resolve) => setTimeout(resolve, 5));
}
