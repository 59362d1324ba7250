// What: connects by TCP.
// Expect: refused /NotCapable: Requires net access|[Pp]ermission ?[Dd]enied/
await attempt(() => Deno.connect({ hostname: "127.0.0.1", port: Number("{{tcp}}") }));
await attempt(() => Deno.connect({ hostname: "localhost", port: Number("{{tcp}}") }));
await attempt(() => Deno.connect({ hostname: "::ffff:127.0.0.1", port: Number("{{tcp}}") }));
await attempt(() => Deno.connect({ hostname: "0", port: Number("{{tcp}}") }));
await attempt(() => Deno.connectTls({ hostname: "127.0.0.1", port: Number("{{tcp}}") }));
