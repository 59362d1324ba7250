// What: imports a file statically into a worker given as a blob, whose graph is built anew.
// Expect: refused /NotCapable|Requires|not a dependency|no answer|Uncaught|[Pp]ermission ?[Dd]enied/
await attempt(() => {
  const code = `import { s } from "file://{{openCode}}"; postMessage(s);`;
  const url = URL.createObjectURL(new Blob([code], { type: "application/typescript" }));
  const worker = new Worker(url, { type: "module" });
  return answerOf(worker);
});
