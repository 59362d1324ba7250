// What: overwrites, truncates and removes a file that anyone may write.
// Expect: refused /NotCapable: Requires write access|[Pp]ermission ?[Dd]enied/
await attempt(() => Deno.writeTextFile("{{openFile}}", "gone"));
await attempt(() => Deno.truncate("{{openFile}}"));
await attempt(() => Deno.remove("{{openFile}}"));
await attempt(() => Deno.chmod("{{openFile}}", 0o777));
await attempt(() => Deno.utime("{{openFile}}", 0, 0));
