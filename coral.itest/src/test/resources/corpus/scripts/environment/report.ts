// What: writes a diagnostic report and profiles to disk.
// Memory: 400
// Expect: harmless /^refused: NotCapable: Requires write access/
// Expect-os: harmless
// deno-lint-ignore no-explicit-any -- types differ
const process: any = (await import("node:process")).default;
const v8 = await import("node:v8");
await ask(() => v8.writeHeapSnapshot("/tmp/{{mark}}.heapsnapshot"));
await ask(() => process.report.writeReport("/tmp/{{mark}}.json"));
