// What: reads a file from a worker that inherits its permissions.
// Expect: refused /NotCapable|Requires read access|[Pp]ermission ?[Dd]enied/
await attempt(async () => {
  const code =
    "try { postMessage(Deno.readTextFileSync('{{openFile}}')) } catch (e) { postMessage({ e: String(e) }) }";
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const worker = new Worker(url, { type: "module" });
  const got = await answerOf(worker) as { e?: string };
  worker.terminate();
  if (got.e) throw new Error(got.e);
  return got;
});
