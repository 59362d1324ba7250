// What: computes a power without end.
// Expect: failed /RangeError|Maximum BigInt|memory/ or killed timeout
// Expect-os: failed or killed timeout
let n = 3n;
for (;;) n = n ** 7n;
