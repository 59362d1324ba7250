// What: asks whether files exist.
// Expect: refused /NotCapable: Requires read access/
await attempt(() => Deno.stat("{{openFile}}"));
await attempt(() => Deno.lstat("{{data}}/token"));
await attempt(() => Deno.realPath("{{data}}"));
