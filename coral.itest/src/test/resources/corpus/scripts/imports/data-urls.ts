// What: nests a file's import into a module given as data.
// Expect: refused /Requires (read|all) access|not a dependency|upported|TypeError/
const inner = `export { default } from "file://{{openFile}}" with { type: "text" };`;
await attempt(() => import("data:application/typescript," + encodeURIComponent(inner)));
await attempt(() => import("data:text/javascript;base64," + btoa(inner)));
const static_ = `import t from "file://{{openFile}}" with { type: "text" }; export default t;`;
await attempt(() => import("data:application/typescript," + encodeURIComponent(static_)));
