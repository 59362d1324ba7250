// What: catches what ends a script and goes on.
// Expect: failed /Uncaught Error: again/
globalThis.addEventListener("error", (event) => {
  event.preventDefault();
  event.stopImmediatePropagation();
}, { capture: true });
const process = (await import("node:process")).default;
process.on("uncaughtException", () => {});
setInterval(() => {
  throw new Error("again");
}, 100);
