// What: becomes another user, by Node's API.
// Expect: refused /NotCapable|Requires|ERR_|EPERM|not a function|not implemented|[Pp]ermission ?[Dd]enied/
// deno-lint-ignore no-explicit-any -- types differ
const process: any = (await import("node:process")).default;
await attempt(() => process.setuid(1));
await attempt(() => process.setgid(1));
await attempt(() => process.setgroups([0]));
await attempt(() => process.initgroups("root", 0));
