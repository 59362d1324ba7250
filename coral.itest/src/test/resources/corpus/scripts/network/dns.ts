// What: carries data out by looking names up.
// Expect: refused /NotCapable|Requires|ERR_|EACCES|EPERM|ECANCELLED|ENOTFOUND|EAI|no answer|queryA|[Pp]ermission ?[Dd]enied/
const dns = await import("node:dns");
await attempt(() => Deno.resolveDns("{{mark}}.example.com", "A"));
await attempt(() => dns.promises.lookup("{{mark}}.example.com"));
await attempt(() => dns.promises.resolve4("{{mark}}.example.com"));
await attempt(() =>
  Deno.resolveDns("example.com", "A", {
    nameServer: { ipAddr: "127.0.0.1", port: Number("{{udp}}") },
  })
);
