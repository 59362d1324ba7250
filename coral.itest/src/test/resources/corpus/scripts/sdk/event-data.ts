// What: emits data that is too much or cannot be JSON.
// Expect: refused /CoralError|TypeError|RangeError/
import { emit } from "@coral/sdk";
await attempt(() => emit("big", { text: "x".repeat(70_000) }));
await attempt(() => emit("huge", { text: "x".repeat(10_000_000) }));
const round: Record<string, unknown> = {};
round.self = round;
await attempt(() => emit("round", round));
let deep: unknown = {};
for (let i = 0; i < 20_000; i++) deep = [deep];
await attempt(() => emit("deep", deep as Record<string, unknown>));
