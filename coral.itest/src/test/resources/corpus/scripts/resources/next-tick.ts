// What: keeps the event loop busy with ticks of Node's.
// Expect: killed timeout
// Seconds: 2
const process = (await import("node:process")).default;
const again = () => process.nextTick(again);
again();
