// What: lifts its own limits.
// Expect: refused /NotCapable: Requires (all|read|write) access|[Pp]ermission ?[Dd]enied/
await attempt(() => Deno.writeTextFileSync("/sys/fs/cgroup/cgroup.procs", String(Deno.pid)));
await attempt(() => Deno.writeTextFileSync("/sys/fs/cgroup/memory/cgroup.procs", String(Deno.pid)));
await attempt(() => Deno.readTextFileSync("/proc/self/cgroup"));
