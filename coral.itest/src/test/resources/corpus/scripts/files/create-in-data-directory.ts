// What: makes files in the agent's data directory and in the distribution.
// Expect: refused /NotCapable: Requires write access|[Pp]ermission ?[Dd]enied/
await attempt(() => Deno.writeTextFile("{{data}}/{{mark}}", "x"));
await attempt(() => Deno.writeTextFile("{{data}}/agent.yaml", "script:\n  enabled: false\n"));
await attempt(() => Deno.writeTextFile("{{distribution}}/sdk/{{mark}}", "x"));
await attempt(() => Deno.writeTextFile("{{distribution}}/sdk/bootstrap.js", "// {{mark}}"));
