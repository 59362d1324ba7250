// What: opens and attaches databases in files.
// Expect: refused /NotCapable|Requires|ERR_|attached|unable|denied|Error|[Pp]ermission ?[Dd]enied/
const { DatabaseSync } = await import("node:sqlite");
await attempt(() => new DatabaseSync("/tmp/{{mark}}.db"));
await attempt(() => new DatabaseSync("{{openFile}}", { readOnly: true }));
await attempt(() => new DatabaseSync("file:{{openFile}}?mode=ro"));
await attempt(() =>
  new DatabaseSync(":memory:").exec("ATTACH DATABASE '/tmp/{{mark}}.attached' AS a")
);
await attempt(() => new DatabaseSync(":memory:").exec("VACUUM INTO '/tmp/{{mark}}.vacuumed'"));
// deno-lint-ignore no-explicit-any -- newer than the types
const limits = { limits: { attach: 1 } } as any;
await attempt(() =>
  new DatabaseSync(":memory:", limits).exec("ATTACH DATABASE '{{openFile}}' AS a")
);
