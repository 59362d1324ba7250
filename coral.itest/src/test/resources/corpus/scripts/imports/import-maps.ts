// What: brings an import map of its own.
// Expect: refused /Requires (read|all) access|not a dependency|resolve|mapped|Relative import|TypeError/
const map = { imports: { secret: "file://{{openFile}}" } };
await attempt(() =>
  import("data:application/importmap+json," + JSON.stringify(map), { with: { type: "json" } }).then(
    () => import("secret"),
  )
);
await attempt(() => import.meta.resolve("secret") && import("secret", { with: { type: "text" } }));
