// SPDX-License-Identifier: Apache-2.0
// Takes no signal for an answer.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
  try {
    Deno.addSignalListener(signal, () => {});
  } catch {
    // refused
  }
}
globalThis.addEventListener("beforeunload", (event) => event.preventDefault());
setInterval(() => {}, 1_000);
await new Promise(() => {});
