// What: lifts the engine's heap limit, then fills the heap.
// Expect: failed /memory|exited with code/
const v8 = await import("node:v8");
try {
  v8.setFlagsFromString("--max-old-space-size=8192");
} catch (error) {
  refused(error);
}
const kept: unknown[] = [];
for (;;) kept.push(new Array(10_000).fill({ x: Math.random() }));
