// What: reads its parent's environment by the number that Deno tells.
// Expect: refused /NotCapable: Requires (all|read) access|[Pp]ermission ?[Dd]enied/
await attempt(() => Deno.readTextFileSync(`/proc/${Deno.ppid}/environ`));
await attempt(() => Deno.readTextFileSync(`/proc/${Deno.ppid}/mem`));
