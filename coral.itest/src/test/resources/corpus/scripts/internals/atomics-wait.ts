// What: blocks its only thread for ever.
// Expect: killed timeout
// Seconds: 2
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
