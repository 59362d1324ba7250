// What: changes the process's umask.
// Expect: harmless
await ask(() => Deno.umask(0));
