// What: opens a QUIC endpoint.
// Expect: refused /NotCapable|Unstable|not a constructor|TypeError|Requires|[Pp]ermission ?[Dd]enied/
// deno-lint-ignore no-explicit-any -- unstable
const deno = Deno as any;
await attempt(() =>
  new deno.QuicEndpoint({ hostname: "127.0.0.1", port: 0 }).listen({
    cert: "",
    key: "",
    alpnProtocols: ["x"],
  })
);
await attempt(() =>
  deno.connectQuic({ hostname: "127.0.0.1", port: Number("{{tcp}}"), alpnProtocols: ["x"] })
);
