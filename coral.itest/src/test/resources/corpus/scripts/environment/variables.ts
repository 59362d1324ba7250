// What: reads the environment.
// Expect: refused /NotCapable: Requires env access|NotCapable|[Pp]ermission ?[Dd]enied/
// Expect-os: harmless
await ask(() => Deno.env.toObject());
await ask(() => Deno.env.get("CORAL_CANARY"));
await ask(() => Deno.env.set("LD_PRELOAD", "/tmp/x.so"));
