// What: connects and listens by Node's API.
// Expect: refused /NotCapable|Requires|ERR_|EACCES|EPERM|no answer|[Pp]ermission ?[Dd]enied/
const net = await import("node:net");
await attempt(() =>
  new Promise((resolve, reject) => {
    net.connect(Number("{{tcp}}"), "127.0.0.1", () => resolve("connected")).on("error", reject);
  })
);
await attempt(() =>
  new Promise((resolve, reject) => {
    net.createServer().on("error", reject).listen(0, () => resolve("listening"));
  })
);
