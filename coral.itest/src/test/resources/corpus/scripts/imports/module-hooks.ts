// What: registers loader hooks and compiles modules itself.
// Expect: refused /NotCapable|Requires|ERR_|not implemented|is not a function|not a constructor|TypeError|Error|[Pp]ermission ?[Dd]enied/
// deno-lint-ignore no-explicit-any -- much of it is not typed
const module: any = await import("node:module");
await attempt(() => module.default._load("{{openJson}}"));
await attempt(() => module.default._extensions[".json"]({}, "{{openJson}}"));
await attempt(() => module.findPackageJSON("file:///", "file://{{openJson}}"));
