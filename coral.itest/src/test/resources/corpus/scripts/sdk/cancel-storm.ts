// What: starts streams and cancels them at once.
// Expect: harmless /^over$/
// Seconds: 30
import { db } from "@coral/sdk";
for (let i = 0; i < 200; i++) {
  const abort = new AbortController();
  const going = db.query("SELECT * FROM range(10000) r(x)", [], { signal: abort.signal }).catch(
    () => {},
  );
  abort.abort();
  await going;
}
for (;;) {
  try {
    const rows = await db.query("SELECT 1 AS one");
    say(rows[0].one === 1 ? "over" : "ESCAPED");
    break;
  } catch (error) {
    refused(error);
    await new Promise((r) => setTimeout(r, 200));
  }
}
