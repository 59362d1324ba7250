// What: adopts descriptors by their number as node:net sockets.
// Expect: refused /EINVAL|ERR_|EBADF|NotCapable|Requires|TypeError|nothing|Error|[Pp]ermission ?[Dd]enied/ or failed
const net = await import("node:net");
for (let fd = 3; fd < 40; fd++) {
  await attempt(() =>
    new Promise((resolve, reject) => {
      const socket = new net.Socket({ fd, readable: true, writable: false });
      socket.on("data", resolve);
      socket.on("error", reject);
      setTimeout(() => reject(new Error("nothing came")), 20);
      socket.unref();
    })
  );
}
Deno.exit(0);
