// What: learns the host's folders from what the SDK's name resolves to.
// Expect: harmless
await ask(() => import.meta.resolve("@coral/sdk"));
