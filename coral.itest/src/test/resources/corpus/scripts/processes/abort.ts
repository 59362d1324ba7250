// What: ends itself by a crash.
// Expect: failed /exited with code 134|abort|exited with code/
const process = (await import("node:process")).default;
process.abort();
