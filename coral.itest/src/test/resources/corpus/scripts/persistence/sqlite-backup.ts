// What: copies a database to a file by SQLite's backup.
// Expect: refused /NotCapable|Requires|ERR_|denied|unable|Error|[Pp]ermission ?[Dd]enied/
// deno-lint-ignore no-explicit-any -- newer than the types
const sqlite: any = await import("node:sqlite");
await attempt(() => sqlite.backup(new sqlite.DatabaseSync(":memory:"), "/tmp/{{mark}}.backup"));
