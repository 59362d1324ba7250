// What: imports a file statically into a worker given as data, whose graph is built anew.
// Expect: refused /NotCapable|Requires|not a dependency|no answer|Uncaught|[Pp]ermission ?[Dd]enied/
await attempt(() => {
  const code = `import t from "file://{{openFile}}" with { type: "text" }; postMessage(t);`;
  const worker = new Worker("data:application/typescript," + encodeURIComponent(code), {
    type: "module",
  });
  return answerOf(worker);
});
