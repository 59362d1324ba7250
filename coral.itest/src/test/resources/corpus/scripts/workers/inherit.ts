// What: reads a file from a worker that inherits its permissions.
// Expect: refused /NotCapable|Requires read access/
await attempt(async () => {
  const code = "try { postMessage(Deno.readTextFileSync('{{openFile}}')) } catch (e) { postMessage({ e: String(e) }) }";
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const worker = new Worker(url, { type: "module" });
  const got = await new Promise<{ e?: string }>((resolve, reject) => {
    worker.onmessage = (event) => resolve(event.data);
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
    };
  });
  worker.terminate();
  if (got.e) throw new Error(got.e);
  return got;
});
