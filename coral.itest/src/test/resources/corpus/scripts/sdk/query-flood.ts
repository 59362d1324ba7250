// What: sends more queries at a time than it may.
// Expect: harmless /^right$/
// Seconds: 30
import { db } from "@coral/sdk";
const codes = new Map<string, number>();
await Promise.all(
  Array.from({ length: 500 }, (_, i) =>
    db.query("SELECT ? AS i", [i]).then(
      (rows) => codes.set(rows[0].i === i ? "right" : "ESCAPED", 1),
      (error) => codes.set(error.code, 1),
    )),
);
say([...codes.keys()].join(" "));
