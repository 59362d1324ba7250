// SPDX-License-Identifier: Apache-2.0
// Fills JavaScript's heap, and writes when it began each MB or so.
const kept: number[][] = [];
for (;;) {
  console.log(Date.now());
  for (let i = 0; i < 128; i++) kept.push(Array.from({ length: 1_000 }, (_, n) => n + 0.5));
  await new Promise((resolve) => setTimeout(resolve, 0));
}
