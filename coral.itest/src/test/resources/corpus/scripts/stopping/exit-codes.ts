// What: ends with the code by which the bootstrap says that no script was started.
// Expect: failed
Deno.exit(70);
