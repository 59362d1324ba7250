// What: takes the agent's connection into a worker by loading the SDK there.
// Expect: refused /NotCapable|Requires|Uncaught|no answer|not a dependency|outside|CoralError|[Pp]ermission ?[Dd]enied/
await attempt(() => {
  const code = `import { db } from "@coral/sdk"; postMessage(await db.query("SELECT 1 AS one"));`;
  const url = URL.createObjectURL(new Blob([code], { type: "application/typescript" }));
  const worker = new Worker(url, { type: "module" });
  return answerOf(worker);
});
