// What: computes a power without end.
// Expect: failed /RangeError|Maximum BigInt|memory|longer than/
// Expect-os: failed
let n = 3n;
for (;;) n = n ** 7n;
