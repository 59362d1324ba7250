// What: builds a clock out of shared memory, finer than the one it is given.
// Expect: harmless /^ticks/
const shared = new Int32Array(new SharedArrayBuffer(4));
const code = "onmessage = (e) => { for (let i = 0; i < 5e7; i++) Atomics.add(e.data, 0, 1); }";
const worker = new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })), {
  type: "module",
});
worker.postMessage(shared);
await new Promise((r) => setTimeout(r, 500));
say("ticks", Atomics.load(shared, 0) >= 0);
worker.terminate();
