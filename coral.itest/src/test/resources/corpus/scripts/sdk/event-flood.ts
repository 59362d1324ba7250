// What: emits events as fast as it can.
// Expect: harmless /LIMIT_EXCEEDED|^done$/
// Seconds: 20
import { emit } from "@coral/sdk";
let refusals = 0;
const calls: Promise<unknown>[] = [];
for (let i = 0; i < 3_000; i++) {
  calls.push(emit("flood", { i }).catch((error) => refusals++ || say(String(error.code))));
}
await Promise.all(calls);
say("done");
