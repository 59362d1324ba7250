// What: asks for results and blocks its own thread without reading them.
// Expect: harmless /^read 10000$/
// Seconds: 30
import { db } from "@coral/sdk";
const going = Array.from(
  { length: 3 },
  () => db.query("SELECT repeat('x', 1000) AS t FROM range(10000) r(x)").catch(() => []),
);
const until = performance.now() + 3_000;
while (performance.now() < until);
say("read", Math.max(...(await Promise.all(going)).map((rows) => rows.length)));
