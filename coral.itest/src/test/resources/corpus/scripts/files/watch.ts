// What: watches the data directory.
// Expect: refused /NotCapable: Requires read access/
await attempt(() => Deno.watchFs("{{data}}"));
