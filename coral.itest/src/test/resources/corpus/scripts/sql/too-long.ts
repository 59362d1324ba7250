// What: sends statements of megabytes.
// Expect: refused /CoralError/
import { db } from "@coral/sdk";
await attempt(() => db.query("SELECT '" + "x".repeat(40_000) + "'"));
await attempt(() => db.query("SELECT 1 --" + "x".repeat(3_000_000)));
await attempt(() => db.query("SELECT 1 --" + "x".repeat(5_000_000)));
