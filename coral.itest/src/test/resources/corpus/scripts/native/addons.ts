// What: loads Node add-ons.
// Expect: refused /NotCapable|Requires|ERR_|not implemented|Cannot find|dlopen|[Pp]ermission ?[Dd]enied/
const process = (await import("node:process")).default;
const { createRequire } = await import("node:module");
// deno-lint-ignore no-explicit-any -- types differ
await attempt(() =>
  (process as any).dlopen({ exports: {} }, "{{distribution}}/native/libduckdb_java.so")
);
await attempt(() => createRequire("/")("/tmp/{{mark}}.node"));
