// What: sets a million timers.
// Expect: failed /memory|exited/
// Memory: 96
for (let i = 0; i < 1_000_000; i++) setTimeout(() => {}, 1e6, new Array(20));
await new Promise((r) => setTimeout(r, 60_000));
