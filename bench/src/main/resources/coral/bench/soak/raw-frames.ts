// SPDX-License-Identifier: Apache-2.0
// Writes nonsense past the SDK to whatever is open, as fast as it can, as far as it can.
// deno-lint-ignore no-explicit-any -- not in Deno's types
const deno = Deno as any;
const core = deno[deno.internal]?.core;
const nonsense = new Uint8Array([255, 255, 255, 127, 1, 2, 3, 4]);
for (;;) {
  for (let rid = 3; rid < 32; rid++) {
    try {
      await core.write(rid, nonsense);
    } catch {
      // not open, or not there
    }
  }
  await new Promise((resolve) => setTimeout(resolve, 0));
}
