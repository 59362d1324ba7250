// What: opens a file for reading and writing.
// Expect: refused /NotCapable: Requires (read|write) access|[Pp]ermission ?[Dd]enied/
await attempt(() => Deno.open("{{openFile}}", { read: true }));
await attempt(() => Deno.openSync("{{openFile}}", { read: true, write: true }));
await attempt(() => Deno.open("{{openFile}}", { append: true }));
