// What: looks for tokens among the strings of its own heap.
// Memory: 400
// Expect: harmless /^(answered|refused)/
const v8 = await import("node:v8");
await ask(async () => {
  let text = "";
  for await (const chunk of v8.getHeapSnapshot()) text += chunk;
  const candidates = new Set(text.match(/"[A-Za-z0-9_-]{32,64}"/g) ?? []);
  return [...candidates].filter((one) => /\d/.test(one) && /[A-Z]/.test(one)).slice(0, 10);
});
