// What: nests a file's import into a module given as a blob.
// Expect: refused /Requires (read|all) access|not a dependency|TypeError/
const inner = `import t from "file://{{openFile}}" with { type: "text" }; export default t;`;
const url = URL.createObjectURL(new Blob([inner], { type: "application/typescript" }));
await attempt(() => import(url));
await attempt(() => import(url + "#again"));
