// What: kills the agent, its parent, everything.
// Expect: refused /NotCapable|Requires|ERR_|EPERM|TypeError|[Pp]ermission ?[Dd]enied/
for (const pid of [Number("{{pid}}"), Deno.ppid, 1]) {
  await attempt(() => Deno.kill(pid, "SIGCONT"));
}
const process = (await import("node:process")).default;
await attempt(() => process.kill(Number("{{pid}}"), 0));
await attempt(() => process.kill(-1, "SIGCONT"));
