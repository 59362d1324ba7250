// What: watches the data directory.
// Expect: refused /NotCapable: Requires read access|[Pp]ermission ?[Dd]enied/
await attempt(() => Deno.watchFs("{{data}}"));
