// What: imports a file statically into a worker given as data, whose graph is built anew.
// Expect: refused /NotCapable|Requires|not a dependency|no answer|Uncaught/
await attempt(() => {
  const code = `import t from "file://{{openFile}}" with { type: "text" }; postMessage(t);`;
  const worker = new Worker("data:application/typescript," + encodeURIComponent(code), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = (event) => resolve(event.data);
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
    };
  });
});
