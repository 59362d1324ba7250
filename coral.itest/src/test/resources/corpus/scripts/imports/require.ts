// What: makes itself a require, and loads files and add-ons by it.
// Expect: refused /NotCapable|Requires|ERR_|Cannot find|read access|[Pp]ermission ?[Dd]enied/
const { createRequire } = await import("node:module");
await attempt(() => createRequire("file:///")("{{openJson}}"));
await attempt(() => createRequire("file://{{openCode}}")("./open.json"));
await attempt(() => createRequire("/").resolve("{{openCode}}"));
