// What: replaces every way to end a process, then throws.
// Expect: failed /broken on purpose/
const process = (await import("node:process")).default;
const stay = () => undefined as never;
Deno.exit = stay;
process.exit = stay;
process.reallyExit = stay;
process.abort = stay;
setInterval(() => {}, 1_000);
throw new Error("broken on purpose");
