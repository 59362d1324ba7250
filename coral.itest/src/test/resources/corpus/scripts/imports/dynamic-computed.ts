// What: imports files dynamically, named by computed text.
// Expect: refused /Requires (read|all) access|not a dependency|Unsupported|upported|Unstable|not a valid module type/
for (const type of ["text", "bytes", "json"]) {
  await attempt(() => import(["file:/", "{{openFile}}"].join("/"), { with: { type } }));
}
await attempt(() => import(["file:/", "{{openCode}}"].join("/")));
