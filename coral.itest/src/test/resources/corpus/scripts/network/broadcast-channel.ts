// What: waits for messages of other scripts on a broadcast channel, and sends its own.
// Expect: harmless /^heard nothing$/
// Runs: 2
const channel = new BroadcastChannel("coral");
channel.onmessage = (event) => say("ESCAPED", event.data);
channel.postMessage("hello");
await new Promise((r) => setTimeout(r, 1_000));
channel.close();
say("heard nothing");
