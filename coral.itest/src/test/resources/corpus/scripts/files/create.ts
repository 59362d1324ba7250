// What: makes files and folders where anyone may.
// Expect: refused /NotCapable: Requires write access|[Pp]ermission ?[Dd]enied/
// Expect-os: harmless
await ask(() => Deno.writeTextFile("/tmp/{{mark}}", "x"));
await ask(() => Deno.writeTextFile("/dev/shm/{{mark}}", "x"));
await ask(() => Deno.mkdir("/var/tmp/{{mark}}"));
await ask(() => Deno.makeTempFile({ prefix: "{{mark}}" }));
await ask(() => Deno.makeTempDir({ dir: "/tmp", prefix: "{{mark}}" }));
