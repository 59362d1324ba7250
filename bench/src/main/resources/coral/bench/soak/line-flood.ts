// SPDX-License-Identifier: Apache-2.0
// Writes lines as fast as it can.
for (let n = 0;; n++) {
  console.log(`flood ${n}`);
  if (n % 1_000 === 0) await new Promise((resolve) => setTimeout(resolve, 0));
}
