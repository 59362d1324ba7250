// What: opens ports.
// Expect: refused /NotCapable: Requires net access|[Pp]ermission ?[Dd]enied/
await attempt(() => Deno.listen({ port: 0 }));
await attempt(() => Deno.listen({ port: 0, hostname: "127.0.0.1" }));
await attempt(() => Deno.serve({ port: 0 }, () => new Response("x")).finished);
