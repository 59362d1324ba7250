// SPDX-License-Identifier: Apache-2.0
// One answer in JSON over HTTP, again and again.
const URL = "http://127.0.0.1:__PORT__/";
const WARM_UP = __WARM_UP__;
const CALLS = __CALLS__;

async function call(): Promise<unknown> {
  return await (await fetch(URL)).json();
}

for (let i = 0; i < WARM_UP; i++) await call();
const micros = new Float64Array(CALLS);
for (let i = 0; i < CALLS; i++) {
  const from = performance.now();
  await call();
  micros[i] = (performance.now() - from) * 1000;
}
micros.sort();
console.log(JSON.stringify({
  p50: micros[Math.ceil(CALLS * 0.5) - 1],
  p99: micros[Math.ceil(CALLS * 0.99) - 1],
  n: CALLS,
}));
