// What: imports the SDK's file and the bootstrap as text, which hold nothing that is secret.
// Expect: harmless /^(answered|refused)/
await ask(() => import("file://{{distribution}}/sdk/bootstrap.js", { with: { type: "text" } }));
await ask(() => import("file://{{distribution}}/sdk/import_map.json", { with: { type: "json" } }));
