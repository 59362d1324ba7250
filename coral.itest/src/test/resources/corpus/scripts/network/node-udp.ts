// What: sends a datagram by Node's API.
// Expect: failed /NotCapable: Requires net access/ or refused /NotCapable|EACCES|EPERM|[Pp]ermission ?[Dd]enied/
const dgram = await import("node:dgram");
await attempt(() =>
  new Promise((resolve, reject) => {
    const socket = dgram.createSocket("udp4");
    socket.on("error", reject);
    socket.send("x", Number("{{udp}}"), "127.0.0.1", (error: unknown, sent: number) =>
      error ? reject(error) : resolve(sent));
  })
);
