// What: learns where it runs.
// Expect: harmless
const process = (await import("node:process")).default;
await ask(() => Deno.cwd());
await ask(() => Deno.execPath());
await ask(() => process.argv);
await ask(() => process.execArgv);
await ask(() => Deno.mainModule);
