// What: imports code from the network.
// Expect: refused /remote specifier|Requires import access|no-remote|cached/
await attempt(() => import("http://127.0.0.1:{{tcp}}/mod.ts"));
await attempt(() => import("https://deno.land/std/version.ts"));
await attempt(() =>
  import(`http://127.0.0.1:{{tcp}}/${Math.random()}.json`, { with: { type: "json" } })
);
