// What: lists folders.
// Expect: refused /NotCapable: Requires read access|[Pp]ermission ?[Dd]enied/
// Expect-os: harmless
await ask(() => [...Deno.readDirSync("/tmp")]);
await attempt(() => [...Deno.readDirSync("{{data}}")]);
await attempt(() => [...Deno.readDirSync("/home")]);
