// What: sends statements nested so deep that a parser would run out of stack.
// Expect: refused /CoralError QUERY_REFUSED|CoralError INVALID_ARGUMENT/
import { db } from "@coral/sdk";
await attempt(() => db.query("SELECT " + "(".repeat(15_000) + "1" + ")".repeat(15_000)));
await attempt(() => db.query("SELECT 1 FROM (".repeat(1_000) + "SELECT 1" + ")".repeat(1_000)));
await attempt(() => db.query("SELECT " + "[".repeat(5_000) + "]".repeat(5_000)));
await attempt(() => db.query("SELECT " + "NOT ".repeat(7_000) + "true"));
await attempt(() => db.query("SELECT " + "-".repeat(1) + " -".repeat(10_000) + "1"));
