// What: asks whether files exist.
// Expect: refused /NotCapable: Requires read access|[Pp]ermission ?[Dd]enied/
await attempt(() => Deno.stat("{{openFile}}"));
await attempt(() => Deno.lstat("{{data}}/token"));
await attempt(() => Deno.realPath("{{data}}"));
