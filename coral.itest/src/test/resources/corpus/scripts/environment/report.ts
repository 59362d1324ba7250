// What: writes a diagnostic report and profiles to disk.
// Memory: 400
// Expect: refused /NotCapable|Requires|ERR_|not a function|TypeError|read-only|not implemented|denied/
// deno-lint-ignore no-explicit-any -- types differ
const process: any = (await import("node:process")).default;
const v8 = await import("node:v8");
await attempt(() => v8.writeHeapSnapshot("/tmp/{{mark}}.heapsnapshot"));
await attempt(() => process.report.writeReport("/tmp/{{mark}}.json"));
