// What: listens in the agent's place.
// Expect: refused /NotCapable|Unstable|Requires|AddrInUse|[Pp]ermission ?[Dd]enied/
await attempt(() => Deno.listen({ transport: "unix", path: "{{socket}}" }));
await attempt(() => Deno.listen({ transport: "unix", path: "/tmp/{{mark}}.sock" }));
await attempt(() => Deno.serve({ path: "{{socket}}" }, () => new Response("me")).finished);
