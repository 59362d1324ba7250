// What: reads a file from a worker of node:worker_threads.
// Expect: refused /NotCapable|Requires|ERR_|EACCES|Access|no answer|Unstable|permission|Uncaught|[Pp]ermission ?[Dd]enied/
const { Worker: NodeWorker } = await import("node:worker_threads");
await attempt(() => {
  const code =
    "require('node:worker_threads').parentPort.postMessage(require('node:fs').readFileSync('{{openFile}}', 'utf8'))";
  const worker = new NodeWorker(code, { eval: true });
  return new Promise((resolve, reject) => {
    worker.on("message", resolve);
    worker.on("error", reject);
    worker.on("exit", (code: number) => reject(new Error("no answer: exited with " + code)));
  });
});
