// What: starts a command.
// Expect: refused /NotCapable: Requires run access|NotFound|[Pp]ermission ?[Dd]enied/
for (const program of ["/usr/bin/touch", "touch", "/bin/sh", Deno.execPath()]) {
  await attempt(() => new Deno.Command(program, { args: ["{{child}}"] }).outputSync());
}
await attempt(() => new Deno.Command("/bin/sh", { args: ["-c", "touch {{child}}"] }).spawn());
