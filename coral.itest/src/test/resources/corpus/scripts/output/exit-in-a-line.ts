// What: ends in the middle of a line.
// Expect: failed /half a line/
Deno.stdout.writeSync(new TextEncoder().encode("half a line"));
Deno.exit(9);
