// What: reads the agent's environment, memory and descriptors through /proc.
// Expect: refused /NotCapable: Requires (all|read) access|[Pp]ermission ?[Dd]enied/
for (
  const file of ["environ", "cmdline", "maps", "mem", "fd/0", "root/etc/passwd", "cwd", "task"]
) {
  await attempt(() => Deno.readTextFileSync("/proc/{{pid}}/" + file));
}
