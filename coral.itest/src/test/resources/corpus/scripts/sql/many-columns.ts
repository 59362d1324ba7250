// What: asks for tens of thousands of columns.
// Expect: refused /CoralError/
import { db } from "@coral/sdk";
await attempt(() => db.query("SELECT " + Array.from({ length: 8_000 }, () => "1").join(",")));
