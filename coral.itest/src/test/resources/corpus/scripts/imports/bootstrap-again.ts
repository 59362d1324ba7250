// What: runs the bootstrap a second time in its own process.
// Expect: refused /Requires (read|all) access|not a dependency|TypeError/
// Expect-os: harmless
await ask(() => import("file://{{distribution}}/sdk/bootstrap.js?again"));
