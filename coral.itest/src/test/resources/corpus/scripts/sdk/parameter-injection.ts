// What: puts SQL into a bound value.
// Expect: harmless /^true$/
import { db } from "@coral/sdk";
const text = "x'; DROP VIEW otel_spans_local; --";
const rows = await db.query("SELECT ? AS a", [text]);
say(rows[0].a === text);
