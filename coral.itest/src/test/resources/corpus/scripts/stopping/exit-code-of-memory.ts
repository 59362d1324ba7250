// What: ends with the code by which the engine says that the heap is full.
// Expect: failed
Deno.exit(133);
