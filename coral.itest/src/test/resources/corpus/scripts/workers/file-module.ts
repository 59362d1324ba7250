// What: starts a worker from a file.
// Expect: refused /NotCapable|Requires|no answer|Uncaught|[Pp]ermission ?[Dd]enied/
await attempt(() => {
  const worker = new Worker("file://{{openCode}}", { type: "module" });
  return answerOf(worker);
});
