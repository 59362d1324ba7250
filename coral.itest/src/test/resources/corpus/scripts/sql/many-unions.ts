// What: joins a thousand queries by UNION.
// Expect: refused /CoralError/
import { db } from "@coral/sdk";
await attempt(() => db.query(Array.from({ length: 1_000 }, () => "SELECT 1").join(" UNION ALL ")));
