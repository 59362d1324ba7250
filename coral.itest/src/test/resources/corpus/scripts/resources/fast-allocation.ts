// What: takes a gigabyte at once, faster than anything that only looks now and then.
// Expect: failed /memory|exited with code|Array buffer allocation/ or killed memory
const kept = [];
for (let i = 0; i < 16; i++) kept.push(new Uint8Array(64 << 20).fill(1));
say("a gigabyte:", kept.length);
await new Promise((r) => setTimeout(r, 2_000));
