// What: changes the working directory and reads relative to it.
// Expect: refused /NotCapable|Requires|ERR_ACCESS|NotFound|[Pp]ermission ?[Dd]enied/
await attempt(() => {
  Deno.chdir("/tmp");
  return Deno.readTextFileSync("{{openFile}}".replace("/tmp/", ""));
});
await attempt(() => Deno.readTextFileSync("../canary.txt"));
await attempt(() => Deno.readTextFileSync("../../data/canary.txt"));
