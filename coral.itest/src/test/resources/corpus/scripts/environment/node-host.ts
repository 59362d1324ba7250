// What: asks the same by node:os.
// Expect: refused /NotCapable|Requires|ERR_|[Pp]ermission ?[Dd]enied/
// Expect-os: harmless
const os = await import("node:os");
await ask(() => os.hostname());
await ask(() => os.userInfo());
await ask(() => os.networkInterfaces());
await ask(() => os.cpus());
await ask(() => os.release());
await ask(() => os.getPriority());
await ask(() => os.setPriority(-20));
