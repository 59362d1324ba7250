// What: reads a file that any user of the machine may read.
// Expect: refused /NotCapable: Requires read access/
await attempt(() => Deno.readTextFile("{{openFile}}"));
await attempt(() => Deno.readFileSync("{{openFile}}"));
