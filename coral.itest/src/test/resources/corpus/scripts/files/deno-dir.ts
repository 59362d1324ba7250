// What: reads and writes Deno's cache, which other executions share.
// Expect: refused /NotCapable: Requires (read|write) access|[Pp]ermission ?[Dd]enied/
for (const folder of ["{{data}}/deno", "{{data}}/sandbox", "/root/.cache/deno"]) {
  await attempt(() => Deno.writeTextFileSync(folder + "/{{mark}}", "x"));
  await attempt(() => [...Deno.readDirSync(folder)]);
}
