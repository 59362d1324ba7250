// What: connects to the agent a second time.
// Expect: refused /NotCapable: Requires (net|read|write) access|[Pp]ermission ?[Dd]enied/
await attempt(() => Deno.connect({ transport: "unix", path: "{{socket}}" }));
