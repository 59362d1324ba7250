// What: calls methods by raw frames, under names that are none and as another execution.
// Expect: harmless /^(answered|refused)/
const core = denoCore();
for (
  const method of ["", "../agent.stop", "runtime.exit", "emit\0", "__proto__", "x".repeat(120)]
) {
  const name = new TextEncoder().encode(method);
  const call = [10, name.length, ...name, 18, 2, 10, 0];
  const body = [8, 99, 26, call.length, ...call];
  for (let rid = 3; rid < 12; rid++) {
    await ask(() => core.writeAll(rid, new Uint8Array([body.length, 0, 0, 0, ...body])));
  }
}
await new Promise((r) => setTimeout(r, 300));
