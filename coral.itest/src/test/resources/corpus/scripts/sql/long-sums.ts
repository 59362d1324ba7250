// What: sends the sum that overflowed a stack in native code, and its relatives.
// Expect: refused /CoralError/
import { db } from "@coral/sdk";
await attempt(() => db.query("SELECT 1" + "+1".repeat(900)));
await attempt(() => db.query("SELECT 1" + "+1".repeat(10_000)));
await attempt(() => db.query("SELECT 'a'" + "||'a'".repeat(5_000)));
await attempt(() =>
  db.query(
    "SELECT CASE WHEN true THEN 1 ELSE ".repeat(500).replaceAll("SELECT ", "") &&
      "SELECT " + "CASE WHEN true THEN 1 ELSE ".repeat(500) + "2" + " END".repeat(500),
  )
);
