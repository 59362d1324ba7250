// What: stops itself by a signal, which would freeze it in the agent's books.
// Expect: killed timeout or refused /NotCapable|EPERM/
// Seconds: 3
await attempt(() => Deno.kill(Deno.pid, "SIGSTOP"));
