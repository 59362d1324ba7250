// What: emits events with names and severities that are none.
// Expect: refused /CoralError (INVALID_ARGUMENT|LIMIT_EXCEEDED)|TypeError/
import { emit } from "@coral/sdk";
await attempt(() => emit("", {}));
await attempt(() => emit("a\nb", {}));
await attempt(() => emit("x".repeat(200), {}));
await attempt(() => emit("\u001b[31mred", {}));
await attempt(() => emit("../../etc/passwd", {}));
// deno-lint-ignore no-explicit-any -- no severity
await attempt(() => emit("a", {}, "fatal" as any));
