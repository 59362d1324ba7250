// What: reads and replaces the runtime's own binaries.
// Expect: refused /NotCapable: Requires (read|write) access|[Pp]ermission ?[Dd]enied/
await attempt(() => Deno.readFileSync("{{distribution}}/deno/deno"));
await attempt(() => Deno.readFileSync("{{distribution}}/native/libduckdb_java.so"));
await attempt(() => Deno.writeFileSync("{{distribution}}/deno/deno", new Uint8Array(1)));
await attempt(() => Deno.removeSync("{{distribution}}/bundles", { recursive: true }));
