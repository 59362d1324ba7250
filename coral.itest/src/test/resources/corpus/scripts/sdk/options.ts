// What: widens limit and time range beyond what is allowed, by values that are none.
// Expect: refused /CoralError|TypeError|RangeError/
import { db } from "@coral/sdk";
// deno-lint-ignore no-explicit-any -- hostile values
const options: any[] = [
  { limit: -1 },
  { limit: NaN },
  { limit: 2 ** 40 },
  { limit: "1; x" },
  { timeRange: "-5m" },
  { timeRange: "1e99h" },
  { timeRange: "5m; DROP" },
];
for (const one of options) {
  await attempt(() => db.query("SELECT 1 AS a", [], one));
}
