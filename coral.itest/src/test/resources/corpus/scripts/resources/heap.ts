// What: fills the JavaScript heap.
// Expect: killed memory
const kept: unknown[] = [];
for (;;) kept.push(new Array(10_000).fill({ x: Math.random() }));
