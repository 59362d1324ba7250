// What: opens the inspector by the signal that Deno listens for.
// Expect: failed /exited with code/ or refused /NotCapable|[Pp]ermission ?[Dd]enied/
await new Promise((r) => setTimeout(r, 1_200));
await attempt(async () => {
  Deno.kill(Deno.pid, "SIGUSR1");
  await new Promise((r) => setTimeout(r, 1_000));
  return (await fetch("http://127.0.0.1:9229/json/list")).text();
});
