// What: lists folders.
// Expect: refused /NotCapable: Requires read access/
// Expect-os: harmless
await ask(() => [...Deno.readDirSync("/tmp")]);
await attempt(() => [...Deno.readDirSync("{{data}}")]);
await attempt(() => [...Deno.readDirSync("/home")]);
