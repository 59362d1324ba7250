// SPDX-License-Identifier: Apache-2.0
// Calls the agent as fast as it can, 200 calls under way.
import * as coral from "@coral/sdk";

for (;;) {
  await Promise.allSettled(Array.from({ length: 200 }, () => coral.system.getCPU()));
}
