// What: imports packages from registries.
// Expect: refused /npm|jsr|remote|Requires/
await attempt(() => import("npm:chalk@5"));
await attempt(() => import("jsr:@std/path"));
await attempt(() => import("npm:" + "left-pad"));
