// What: reaches a file through a symbolic or a hard link of its own.
// Expect: refused /NotCapable: (Requires (read|write) access|Deno.symlink)|[Pp]ermission ?[Dd]enied/
await attempt(() => Deno.symlink("{{openFile}}", "/tmp/{{mark}}.symlink"));
await attempt(() => Deno.link("{{openFile}}", "/tmp/{{mark}}.link"));
await attempt(() => Deno.rename("{{openFile}}", "/tmp/{{mark}}.moved"));
await attempt(() => Deno.copyFile("{{openFile}}", "/tmp/{{mark}}.copied"));
await attempt(() => Deno.readLink("/proc/self/exe"));
