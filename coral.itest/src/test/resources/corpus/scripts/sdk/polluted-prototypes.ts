// What: changes the prototypes that the SDK works with, and has it talk to the agent.
// Expect: harmless /^(answered|refused)/ or killed timeout
// Seconds: 15
import { db, emit } from "@coral/sdk";
const { push } = Array.prototype;
Object.defineProperty(Object.prototype, "method", {
  value: "system.getHost",
  configurable: true,
  writable: true,
});
Object.defineProperty(Object.prototype, "executionId", {
  value: "other",
  configurable: true,
  writable: true,
});
Array.prototype.push = function (...items: unknown[]) {
  return push.apply(
    this,
    items.map((item) => item instanceof Uint8Array ? item.slice().fill(0) : item),
  );
};
Uint8Array.prototype.set = function () {};
await ask(() => db.query("SELECT 1 AS one"));
await ask(() => emit("polluted", { a: 1 }));
Deno.exit(0);
