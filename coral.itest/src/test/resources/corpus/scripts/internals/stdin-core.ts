// What: takes the bootstrap's stdin away, which tells it that the agent lives.
// Expect: harmless /^still running$|out of reach/
const core = denoCore();
await ask(() => core.close(0));
await ask(() => Deno.stdin.close());
await new Promise((r) => setTimeout(r, 500));
say("still running");
