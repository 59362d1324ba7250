// SPDX-License-Identifier: Apache-2.0
// Takes memory until it is stopped.
const kept: Uint8Array[] = [];
for (;;) {
  kept.push(new Uint8Array(1 << 20).fill(1));
  await new Promise((resolve) => setTimeout(resolve, 10));
}
