// What: asks Node's quiet functions whether a file exists.
// Expect: refused /NotCapable: Requires read access|[Pp]ermission ?[Dd]enied/
// Expect-os: harmless /^answered: false$/
const fs = await import("node:fs");
await ask(() => fs.existsSync("{{openFile}}"));
await ask(() => fs.existsSync("{{data}}/token"));
