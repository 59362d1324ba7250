// What: looks for its one-time token in a snapshot of its own heap.
// Memory: 400
// Expect: harmless /^(answered|refused)/
const v8 = await import("node:v8");
await ask(async () => {
  let text = "";
  for await (const chunk of v8.getHeapSnapshot()) {
    text += chunk;
    if (text.length > 60_000_000) break;
  }
  return text.match(/"token[^"]{0,60}"/g)?.slice(0, 5);
});
