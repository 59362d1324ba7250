// SPDX-License-Identifier: Apache-2.0
// Thousands of timers that are always due.
for (let i = 0; i < 5_000; i++) setInterval(() => {}, 0);
await new Promise(() => {});
