// What: blocks the event loop of a daemon, which then beats no more.
// Expect: hung
// Mode: daemon
// Seconds: 300
for (;;);
