// What: starts an interpreter on its own streams.
// Expect: harmless
// deno-lint-ignore no-explicit-any -- types differ
const repl: any = await import("node:repl");
await ask(() => repl.builtinModules?.length);
await ask(() => typeof repl.start);
