// SPDX-License-Identifier: Apache-2.0
// Computes all the time, and lets its event loop turn once a second.
for (;;) {
  const end = performance.now() + 1_000;
  while (performance.now() < end);
  await new Promise((resolve) => setTimeout(resolve, 0));
}
