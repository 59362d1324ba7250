// What: takes the SDK's connection over.
// Expect: refused /CoralError/
// deno-lint-ignore no-explicit-any -- in no declaration
const sdk: any = await import("@coral/sdk");
await attempt(() =>
  sdk.__attach({ read: () => Promise.resolve(null), write: () => Promise.resolve(0), close() {} })
);
