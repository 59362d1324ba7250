// What: forks itself by node:child_process and node:cluster.
// Expect: refused /NotCapable|ERR_ACCESS|Requires|EACCES|EPERM|not implemented|ENOENT|[Pp]ermission ?[Dd]enied/ or failed /EACCES|EPERM|ENOENT|NotCapable/
const child = await import("node:child_process");
// deno-lint-ignore no-explicit-any -- types differ
const cluster: any = await import("node:cluster");
await attempt(() =>
  new Promise((resolve, reject) => {
    child.fork("{{openCode}}").on("spawn", resolve).on("error", reject);
  })
);
await attempt(() =>
  new Promise((resolve, reject) => {
    const worker = cluster.default.fork();
    worker.on("online", resolve);
    worker.on("error", reject);
  })
);
