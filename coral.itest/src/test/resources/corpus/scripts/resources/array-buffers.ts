// What: fills memory outside the JavaScript heap.
// Expect: killed memory
const kept: Uint8Array[] = [];
for (;;) {
  kept.push(new Uint8Array(16 << 20).fill(1));
  await new Promise((r) => setTimeout(r, 1));
}
