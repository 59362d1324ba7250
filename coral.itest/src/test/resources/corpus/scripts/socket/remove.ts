// What: removes, renames and opens up the agent's socket.
// Expect: refused /NotCapable: Requires (read|write) access|[Pp]ermission ?[Dd]enied/
await attempt(() => Deno.removeSync("{{socket}}"));
await attempt(() => Deno.chmodSync("{{socket}}", 0o777));
await attempt(() => Deno.renameSync("{{socket}}", "{{socket}}.{{mark}}"));
await attempt(() => Deno.chownSync("{{socket}}", 65534, 65534));
