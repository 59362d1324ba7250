// What: has a plan made for sixty joins.
// Expect: refused /CoralError/
import { db } from "@coral/sdk";
await attempt(() =>
  db.query(
    "SELECT count(*) FROM range(2) t0" +
      Array.from({ length: 60 }, (_, i) => ` JOIN range(2) t${i + 1} ON true`).join(""),
  )
);
await attempt(() =>
  db.query(
    "SELECT count(*) FROM " + Array.from({ length: 60 }, (_, i) => `range(9) t${i}`).join(", "),
  )
);
