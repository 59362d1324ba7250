// SPDX-License-Identifier: Apache-2.0
// Emits events of 1 MB.
import * as coral from "@coral/sdk";

const text = "x".repeat(1 << 20);
for (;;) {
  await Promise.allSettled([coral.emit("huge", { text })]);
  await new Promise((resolve) => setTimeout(resolve, 500));
}
