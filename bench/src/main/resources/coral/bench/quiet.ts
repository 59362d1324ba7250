// SPDX-License-Identifier: Apache-2.0
// Wakes once a second for one call, and notes how late it woke and how long the call took.
import * as coral from "@coral/sdk";

const SECONDS = __SECONDS__;

const late: number[] = [];
const calls: number[] = [];
const start = performance.now();
for (let due = 1_000; due <= SECONDS * 1_000; due += 1_000) {
  await new Promise((resolve) => setTimeout(resolve, start + due - performance.now()));
  late.push(performance.now() - start - due);
  const from = performance.now();
  await coral.system.getCPU();
  calls.push(performance.now() - from);
}
console.log(JSON.stringify({ late, calls }));
