// What: never lets its unload and exit handlers return.
// Expect: killed timeout
// Seconds: 3
const process = (await import("node:process")).default;
globalThis.addEventListener("unload", () => {
  for (;;);
});
globalThis.addEventListener("beforeunload", (event) => event.preventDefault());
process.on("exit", () => {
  for (;;);
});
