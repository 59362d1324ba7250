// What: opens its descriptors again through /dev/fd and /proc/self/fd.
// Expect: refused /NotCapable: Requires (all|read) access|[Pp]ermission ?[Dd]enied/
for (const folder of ["/dev/fd", "/proc/self/fd", "/proc/thread-self/fd"]) {
  for (const fd of [0, 1, 2, 5, 10]) {
    await attempt(() => Deno.openSync(`${folder}/${fd}`));
  }
}
await attempt(() => Deno.openSync("/dev/stdin"));
