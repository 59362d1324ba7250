// What: reads a file that any user of the machine may read.
// Expect: refused /NotCapable: Requires read access|[Pp]ermission ?[Dd]enied/
await attempt(() => Deno.readTextFile("{{openFile}}"));
await attempt(() => Deno.readFileSync("{{openFile}}"));
