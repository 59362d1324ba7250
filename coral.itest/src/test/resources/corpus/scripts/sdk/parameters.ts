// What: binds values that are none.
// Expect: refused /CoralError|TypeError|RangeError/
import { db } from "@coral/sdk";
// deno-lint-ignore no-explicit-any -- hostile values
const hostile: any[] = [
  { toString: () => "1; DROP" },
  [1, 2],
  Symbol("x"),
  () => 1,
  "1",
  1n << 200n,
];
for (const value of hostile.slice(0, 4)) {
  await attempt(() => db.query("SELECT ? AS a", [value]));
}
await attempt(() => db.query("SELECT ? AS a", []));
await attempt(() => db.query("SELECT 1", [1, 2, 3]));
await attempt(() => db.query("SELECT $1, $99999", [1]));
