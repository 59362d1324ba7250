// What: reads what is left on its own stdin, where its code and token came from.
// Expect: harmless /nothing more/
const fs = await import("node:fs");
const late = setTimeout(() => {
  say("nothing more");
  Deno.exit(0);
}, 500);
fs.read(0, new Uint8Array(1024), 0, 1024, null, (error, count, bytes) => {
  clearTimeout(late);
  say(error ? "nothing more: " + error.message : count === 0 ? "nothing more" : "ESCAPED " + bytes);
});
