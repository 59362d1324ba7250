// What: calls every operation of Deno with a path and with a descriptor.
// Expect: harmless /^called|out of reach/ or failed /^called/
// Seconds: 20
const { ops } = denoCore();
// these end or block the process itself, some by a panic of Deno's
const deadly =
  /exit|abort|kill|panic|halt|read_sync|event_loop|wait|sleep|terminate|close|heap_limit|crash|print|break_on|dispatch_exception|init_canvas|op_ws_|^[A-Z]/;
let called = 0;
for (const name of Object.keys(ops)) {
  if (deadly.test(name)) continue;
  for (
    const args of [["{{openFile}}"], [3], [{ path: "{{openFile}}" }], ["{{openFile}}", "r", 0]]
  ) {
    try {
      called++;
      const got = ops[name](...args);
      Promise.resolve(got).then((value) => {
        if (inspect(value).includes("canary")) say("ESCAPED", name, value);
      }, () => {});
    } catch { /* refused, or not called so */ }
  }
}
say("called", called);
await new Promise((r) => setTimeout(r, 500));
Deno.exit(0);
