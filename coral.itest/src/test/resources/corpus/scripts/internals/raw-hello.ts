// What: greets the agent a second time, on its own connection, with a token of its own invention.
// Expect: harmless /^(answered|refused)/
const core = denoCore();
const token = new TextEncoder().encode("A".repeat(43));
const hello = new Uint8Array([18, token.length + 4, 8, 1, 18, token.length, ...token]);
const frame = new Uint8Array([hello.length, 0, 0, 0, ...hello]);
for (let rid = 3; rid < 32; rid++) {
  await ask(() => core.writeAll(rid, frame));
}
await new Promise((r) => setTimeout(r, 300));
