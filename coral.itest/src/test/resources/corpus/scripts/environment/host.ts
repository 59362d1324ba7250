// What: asks for the host's name, load, memory, interfaces.
// Expect: refused /NotCapable: Requires sys access|[Pp]ermission ?[Dd]enied/
// Expect-os: harmless
await ask(() => Deno.hostname());
await ask(() => Deno.osRelease());
await ask(() => Deno.osUptime());
await ask(() => Deno.loadavg());
await ask(() => Deno.networkInterfaces());
await ask(() => Deno.systemMemoryInfo());
await ask(() => Deno.uid());
await ask(() => Deno.gid());
