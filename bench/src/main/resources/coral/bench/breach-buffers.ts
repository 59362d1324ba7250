// SPDX-License-Identifier: Apache-2.0
// Fills memory outside JavaScript's heap, and writes when it began each MB.
const kept: Uint8Array[] = [];
for (;;) {
  console.log(Date.now());
  kept.push(new Uint8Array(1 << 20).fill(1));
  await new Promise((resolve) => setTimeout(resolve, 0));
}
