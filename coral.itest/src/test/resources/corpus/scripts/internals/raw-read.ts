// What: reads its connection itself, to see what the agent tells others.
// Expect: harmless /^(answered|refused|nothing)/
const core = denoCore();
setTimeout(() => {
  say("nothing");
  Deno.exit(0);
}, 1_000);
for (let rid = 3; rid < 12; rid++) {
  void ask(() => core.read(rid, new Uint8Array(1 << 16)));
}
