// What: fills the disk through SQLite's temporary tables, which go where no permission looks.
// Expect: refused /full|disk|limit|unable|Error/ or failed /memory|exited/
// Seconds: 20
const { DatabaseSync } = await import("node:sqlite");
const db = new DatabaseSync(":memory:");
try {
  db.exec("PRAGMA temp_store = FILE; PRAGMA cache_size = 10; CREATE TEMP TABLE t (x BLOB)");
  const insert = db.prepare("INSERT INTO t VALUES (zeroblob(1000000))");
  for (let i = 0; i < 150; i++) insert.run();
  say("answered: filled 150 MB");
} catch (error) {
  refused(error);
}
