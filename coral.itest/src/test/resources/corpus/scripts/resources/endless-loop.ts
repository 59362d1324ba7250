// What: spins.
// Expect: killed timeout
// Seconds: 2
for (;;);
