// What: doubles with each common table expression.
// Expect: refused /CoralError/
import { db } from "@coral/sdk";
const doubled = Array.from(
  { length: 24 },
  (_, i) => `c${i + 1} AS (SELECT * FROM c${i} UNION ALL SELECT * FROM c${i})`,
);
await attempt(() =>
  db.query(`WITH c0 AS (SELECT 1 AS a), ${doubled.join(", ")} SELECT count(*) FROM c24`)
);
