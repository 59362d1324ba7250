// SPDX-License-Identifier: Apache-2.0
// The cheapest call of the SDK, again and again.
import * as coral from "@coral/sdk";

const WARM_UP = __WARM_UP__;
const CALLS = __CALLS__;

for (let i = 0; i < WARM_UP; i++) await coral.system.getCPU();
const micros = new Float64Array(CALLS);
for (let i = 0; i < CALLS; i++) {
  const from = performance.now();
  await coral.system.getCPU();
  micros[i] = (performance.now() - from) * 1000;
}
micros.sort();
console.log(JSON.stringify({
  p50: micros[Math.ceil(CALLS * 0.5) - 1],
  p99: micros[Math.ceil(CALLS * 0.99) - 1],
  n: CALLS,
}));
