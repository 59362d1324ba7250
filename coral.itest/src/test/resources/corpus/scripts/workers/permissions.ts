// What: starts a worker with more permissions than it has.
// Expect: failed /--unstable-worker-options/
await attempt(async () => {
  const url = URL.createObjectURL(
    new Blob(["postMessage(Deno.readTextFileSync('{{openFile}}'))"], { type: "text/javascript" }),
  );
  const worker = new Worker(
    url,
    { type: "module", deno: { permissions: { read: true } } } as WorkerOptions,
  );
  return answerOf(worker);
});
