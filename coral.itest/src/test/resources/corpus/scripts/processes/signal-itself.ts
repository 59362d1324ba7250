// What: stops itself by a signal, which would freeze it in the agent's books.
// Expect: killed timeout or refused /NotCapable|EPERM|[Pp]ermission ?[Dd]enied/
// Seconds: 3
await attempt(() => Deno.kill(Deno.pid, "SIGSTOP"));
