// What: sends greedy queries on all the connections it may have.
// Expect: harmless /^over$/
// Seconds: 90
import { db } from "@coral/sdk";
const greedy =
  "SELECT max(a.x * b.x * c.x) FROM range(100000) a(x), range(100000) b(x), range(1000) c(x)";
const abort = new AbortController();
setTimeout(() => abort.abort(), 3_000);
await Promise.all(
  Array.from(
    { length: 8 },
    () =>
      db.query(greedy, [], { signal: abort.signal }).then(
        () => say("answered: at last"),
        (error) => refused(error),
      ),
  ),
);
say("over");
