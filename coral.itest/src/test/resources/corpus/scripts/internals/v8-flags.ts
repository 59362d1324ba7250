// What: changes the engine's flags while it runs.
// Expect: harmless
const v8 = await import("node:v8");
await ask(() => v8.setFlagsFromString("--max-old-space-size=8192"));
await ask(() => v8.setFlagsFromString("--allow-natives-syntax"));
await ask(() => new Function("return %SystemBreak")());
