// What: starts a worker from a file.
// Expect: refused /NotCapable|Requires|no answer|Uncaught/
await attempt(() => {
  const worker = new Worker("file://{{openCode}}", { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = resolve;
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
    };
  });
});
