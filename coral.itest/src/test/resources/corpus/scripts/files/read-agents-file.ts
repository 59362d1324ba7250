// What: reads a file of the agent's data directory.
// Expect: refused /NotCapable: Requires read access|[Pp]ermission ?[Dd]enied/
await attempt(() => Deno.readTextFile("{{closedFile}}"));
await attempt(() => Deno.readTextFile("{{data}}/token"));
await attempt(() => Deno.readTextFile("{{data}}/coral.json"));
