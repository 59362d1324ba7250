// What: replaces the timers, so that no heartbeat is sent.
// Expect: harmless /^ran$/
globalThis.setInterval = (() => 0) as typeof setInterval;
globalThis.setTimeout = (() => 0) as typeof setTimeout;
say("ran");
