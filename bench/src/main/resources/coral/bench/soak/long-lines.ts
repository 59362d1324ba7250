// SPDX-License-Identifier: Apache-2.0
// Writes lines of 4 MB.
const line = "x".repeat(4 << 20);
for (;;) {
  console.log(line);
  await new Promise((resolve) => setTimeout(resolve, 200));
}
