// What: opens the inspector by node:inspector.
// Expect: refused /NotCapable|Requires|ERR_/
const inspector = await import("node:inspector");
await attempt(() => inspector.open(0, "127.0.0.1"));
await attempt(() => inspector.open(Number("{{tcp}}") + 1, "0.0.0.0"));
