// What: sends HTTP requests over unix sockets.
// Expect: refused /NotCapable|ERR_ACCESS|Requires|EACCES|EPERM|ENOENT|Unstable|TypeError|[Pp]ermission ?[Dd]enied/
const http = await import("node:http");
await attempt(() =>
  new Promise((resolve, reject) => {
    http.get({ socketPath: "{{socket}}", path: "/" }, resolve).on("error", reject);
  })
);
await attempt(() =>
  fetch("http://localhost/", {
    // deno-lint-ignore no-explicit-any -- unstable
    client: (Deno as any).createHttpClient({ proxy: { transport: "unix", path: "{{socket}}" } }),
  } as RequestInit)
);
