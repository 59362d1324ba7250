// What: imports files dynamically, named by literals that a loader could read ahead.
// Expect: refused /Requires (read|all) access|not a dependency|not a valid module type/
await attempt(() => import("file://{{openFile}}", { with: { type: "text" } }));
await attempt(() => import("file://{{openFile}}", { with: { type: "bytes" } }));
await attempt(() => import("file://{{openJson}}", { with: { type: "json" } }));
await attempt(() => import("file://{{openCode}}"));
await attempt(() => import("{{openCode}}"));
await attempt(() => import("file:///proc/{{pid}}/environ", { with: { type: "text" } }));
