// What: reads its process's environment, arguments and memory through /proc/self.
// Expect: refused /NotCapable: Requires (all|read) access|[Pp]ermission ?[Dd]enied/
for (const file of ["environ", "cmdline", "maps", "mem", "auxv", "status", "mountinfo", "fd/0"]) {
  await attempt(() => Deno.readTextFileSync("/proc/self/" + file));
}
