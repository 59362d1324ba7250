// What: imports files from a context of its own.
// Expect: refused /NotCapable|Requires|ERR_|dynamic|TypeError|callback|[Pp]ermission ?[Dd]enied/
const vm = await import("node:vm");
await attempt(() =>
  vm.runInThisContext(`import("file://{{openFile}}", { with: { type: "text" } })`)
);
await attempt(() => new vm.Script(`import("file://{{openCode}}")`).runInThisContext());
await attempt(() => new Function(`return import("file://{{openCode}}")`)());
