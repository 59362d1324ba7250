// What: takes the bootstrap's stdin away, which tells it that the agent lives.
// Expect: harmless /^still running$/
// deno-lint-ignore no-explicit-any -- not in Deno's types
const core = (Deno as any)[(Deno as any).internal].core;
await ask(() => core.close(0));
await ask(() => Deno.stdin.close());
await new Promise((r) => setTimeout(r, 500));
say("still running");
