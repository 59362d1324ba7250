// What: stops itself by a signal, which would freeze it in the agent's books.
// Expect: refused /NotCapable|Requires/
// Expect-os: failed
await attempt(() => Deno.kill(Deno.pid, "SIGSTOP"));
