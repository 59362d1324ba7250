// What: keeps the event loop from ever coming to its timers.
// Expect: killed timeout
// Seconds: 2
for (;;) await Promise.resolve();
