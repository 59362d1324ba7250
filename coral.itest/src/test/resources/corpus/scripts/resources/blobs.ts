// What: fills memory with blobs, which live outside the heap.
// Expect: failed /memory|exited with code/
// Memory: 96
const kept: Blob[] = [];
for (;;) {
  kept.push(new Blob([new Uint8Array(8 << 20).fill(kept.length)]));
  await new Promise((r) => setTimeout(r, 1));
}
