// What: asks for types of modules that a bundler knows.
// Expect: refused /TypeError|Requires|not a dependency|upported/
for (const type of ["css", "html", "javascript", "webassembly", "file", "buffer"]) {
  await attempt(() => import("file://{{openFile}}", { with: { type } }));
}
