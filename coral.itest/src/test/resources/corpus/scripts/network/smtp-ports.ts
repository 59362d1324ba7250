// What: connects to services that trust the machine itself.
// Expect: refused /NotCapable: Requires net access|[Pp]ermission ?[Dd]enied/
for (const port of [22, 25, 111, 631, 2375, 5432, 6379, 9229]) {
  await attempt(() => Deno.connect({ port, hostname: "127.0.0.1" }));
}
