// What: emits JSON that is nested as deep as its bytes allow.
// Expect: harmless /^(answered|refused)/
import { emit } from "@coral/sdk";
let deep: unknown = 1;
for (let i = 0; i < 5_000; i++) deep = [deep];
await ask(() => emit("deep", { deep }));
