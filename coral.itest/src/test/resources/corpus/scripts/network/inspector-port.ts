// What: opens the inspector by node:inspector.
// Expect: refused /NotCapable|Requires|ERR_|[Pp]ermission ?[Dd]enied/
const inspector = await import("node:inspector");
await attempt(() => inspector.open(0, "127.0.0.1"));
await attempt(() => inspector.open(Number("{{tcp}}") + 1, "0.0.0.0"));
