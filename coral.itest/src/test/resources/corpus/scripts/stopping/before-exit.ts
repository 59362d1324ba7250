// What: starts anew each time the event loop runs dry.
// Expect: killed timeout
// Seconds: 3
const process = (await import("node:process")).default;
process.on("beforeExit", () => setTimeout(() => {}, 10));
