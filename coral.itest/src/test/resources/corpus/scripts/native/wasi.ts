// What: opens folders by WASI.
// Expect: refused /NotCapable|Requires|not implemented|ERR_|not a constructor|TypeError|Error|[Pp]ermission ?[Dd]enied/
// deno-lint-ignore no-explicit-any -- types differ
const wasi: any = await import("node:wasi");
await attempt(() => {
  const it = new wasi.WASI({ version: "preview1", preopens: { "/": "/" } });
  return it.wasiImport.path_open(3, 0, 0, 0, 0, 0n, 0n, 0, 0) === 0
    ? "opened"
    : Promise.reject(new Error("ERR_WASI"));
});
