// What: opens Deno's key-value store, in memory, in its folder and in a file.
// Expect: refused /NotCapable|not a function|Unstable|Requires|TypeError|[Pp]ermission ?[Dd]enied/
// deno-lint-ignore no-explicit-any -- unstable
const deno = Deno as any;
await attempt(() => deno.openKv());
await attempt(() => deno.openKv("/tmp/{{mark}}.kv"));
await attempt(() => deno.openKv(":memory:"));
await attempt(() => deno.cron("x", "* * * * *", () => {}));
