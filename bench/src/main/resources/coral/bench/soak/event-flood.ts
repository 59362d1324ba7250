// SPDX-License-Identifier: Apache-2.0
// Emits events as fast as it can, 50 under way.
import * as coral from "@coral/sdk";

for (let n = 0;; n += 50) {
  await Promise.allSettled(
    Array.from(
      { length: 50 },
      (_, i) => coral.emit("flood", { n: n + i, text: "x".repeat(1_000) }),
    ),
  );
}
