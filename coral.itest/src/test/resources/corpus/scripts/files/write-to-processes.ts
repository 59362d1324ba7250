// What: changes limits and memory of processes through /proc.
// Expect: refused /NotCapable: Requires (all|write) access|[Pp]ermission ?[Dd]enied/
await attempt(() => Deno.writeTextFileSync("/proc/self/oom_score_adj", "-1000"));
await attempt(() => Deno.writeTextFileSync("/proc/{{pid}}/oom_score_adj", "1000"));
await attempt(() => Deno.openSync("/proc/{{pid}}/mem", { write: true }));
await attempt(() => Deno.writeTextFileSync("/proc/sysrq-trigger", "h"));
