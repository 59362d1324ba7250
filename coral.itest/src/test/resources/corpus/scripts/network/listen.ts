// What: opens ports.
// Expect: refused /NotCapable|Unstable|not a function|Requires/
await attempt(() => Deno.listen({ port: 0 }));
await attempt(() => Deno.listen({ port: 0, hostname: "127.0.0.1" }));
await attempt(() => Deno.listenTls({ port: 0, cert: "", key: "" }));
await attempt(() => Deno.serve({ port: 0 }, () => new Response("x")).finished);
