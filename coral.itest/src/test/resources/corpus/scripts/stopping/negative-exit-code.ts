// What: ends with codes that are none.
// Expect: failed
Deno.exit(-1);
