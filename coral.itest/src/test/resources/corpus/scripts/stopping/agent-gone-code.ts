// What: ends with the code by which the bootstrap says that the agent went away.
// Expect: failed
Deno.exit(75);
