// What: keeps the collector busy.
// Expect: killed timeout
// Seconds: 3
const registry = new FinalizationRegistry(() => {});
for (;;) {
  for (let i = 0; i < 10_000; i++) {
    const made = { i };
    registry.register(made, i);
    new WeakRef(made);
  }
  await new Promise((r) => setTimeout(r, 0));
}
