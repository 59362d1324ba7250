// What: traps the signals that would end it, and runs on.
// Expect: killed timeout
// Seconds: 2
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT"] as const) {
  try {
    Deno.addSignalListener(signal, () => say("still here"));
  } catch (error) {
    refused(error);
  }
}
const process = (await import("node:process")).default;
process.on("SIGTERM", () => say("still here"));
setInterval(() => {}, 1_000);
