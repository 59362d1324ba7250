// What: imports the SDK's file and the bootstrap as text.
// Expect: refused /Requires (read|all) access|not a dependency|Module|text/
// Expect-os: harmless
await ask(() => import("file://{{distribution}}/sdk/bootstrap.js", { with: { type: "text" } }));
await ask(() => import("file://{{distribution}}/sdk/import_map.json", { with: { type: "json" } }));
