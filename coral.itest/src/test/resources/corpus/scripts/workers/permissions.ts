// What: starts a worker with more permissions than it has.
// Expect: failed /--unstable-worker-options/
await attempt(async () => {
  const url = URL.createObjectURL(new Blob(["postMessage(Deno.readTextFileSync('{{openFile}}'))"], { type: "text/javascript" }));
  const worker = new Worker(url, { type: "module", deno: { permissions: { read: true } } } as WorkerOptions);
  return await new Promise((resolve, reject) => {
    worker.onmessage = (event) => resolve(event.data);
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
    };
  });
});
