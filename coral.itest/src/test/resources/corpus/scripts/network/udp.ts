// What: sends a datagram.
// Expect: refused /NotCapable|not a function|Unstable|[Pp]ermission ?[Dd]enied/
await attempt(async () => {
  // deno-lint-ignore no-explicit-any -- unstable
  const socket = (Deno as any).listenDatagram({ port: 0, transport: "udp", hostname: "127.0.0.1" });
  return await socket.send(new Uint8Array([1]), {
    transport: "udp",
    hostname: "127.0.0.1",
    port: Number("{{udp}}"),
  });
});
