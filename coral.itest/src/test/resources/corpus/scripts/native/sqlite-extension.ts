// What: loads a native library as an extension of SQLite.
// Expect: refused /NotCapable|Requires|ERR_|not allowed|not authorized|extension|Error|[Pp]ermission ?[Dd]enied/
const { DatabaseSync } = await import("node:sqlite");
await attempt(() => {
  const db = new DatabaseSync(":memory:", { allowExtension: true });
  db.loadExtension("/lib/x86_64-linux-gnu/libc.so.6");
  return "loaded";
});
await attempt(() => new DatabaseSync(":memory:").exec("SELECT load_extension('libc.so.6')"));
