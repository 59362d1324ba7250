// What: connects to the agent a second time by Node's API.
// Expect: refused /NotCapable|ERR_ACCESS|Requires|EACCES|EPERM|ENOENT|[Pp]ermission ?[Dd]enied/
const net = await import("node:net");
await attempt(() =>
  new Promise((resolve, reject) => {
    const socket = net.connect("{{socket}}", () => resolve("connected"));
    socket.on("error", reject);
  })
);
