// What: gets a fresh function constructor from another context, by the known way through stack traces.
// Expect: refused /NotCapable|TypeError|[Pp]ermission ?[Dd]enied/
const vm = await import("node:vm");
await attempt(() =>
  vm.runInNewContext(
    `(() => { let g; Error.prepareStackTrace = (_, s) => { g = s[0].getThis()?.constructor?.constructor("return globalThis")(); return ""; }; new Error().stack; return g ?? read.constructor("return globalThis")(); })()`,
    { read: () => {} },
  ).Deno.readTextFileSync("{{openFile}}")
);
await attempt(() => new Function("return Deno.readTextFileSync('{{openFile}}')")());
await attempt(() => (0, eval)("Deno.readTextFileSync('{{openFile}}')"));
