// What: asks Node's quiet functions whether a file exists.
// Expect: harmless /^false false$/
// Expect-os: harmless
const fs = await import("node:fs");
say(fs.existsSync("{{openFile}}"), fs.existsSync("{{data}}/token"));
