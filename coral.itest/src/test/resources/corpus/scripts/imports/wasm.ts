// What: streams WebAssembly from a file.
// Expect: refused /NotCapable|Requires|TypeError|not a dependency|[Pp]ermission ?[Dd]enied/
await attempt(() => WebAssembly.compileStreaming(fetch("file://{{openFile}}")));
await attempt(() => import("file:///tmp/{{mark}}.wasm"));
