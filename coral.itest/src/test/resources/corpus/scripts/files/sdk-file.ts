// What: changes the SDK that later scripts will load.
// Expect: refused /NotCapable: Requires (read|write) access|[Pp]ermission ?[Dd]enied/
await attempt(() => Deno.readTextFileSync("{{distribution}}/sdk/sdk.js"));
await attempt(() =>
  Deno.writeTextFileSync("{{distribution}}/sdk/sdk.js", "// {{mark}}", { append: true })
);
await attempt(() => Deno.removeSync("{{distribution}}/sdk/sdk.js"));
