// What: reads, writes and lists by Node's API.
// Expect: refused /ERR_ACCESS_DENIED|NotCapable|Requires (read|write) access|Access|[Pp]ermission ?[Dd]enied/
const fs = await import("node:fs");
await attempt(() => fs.readFileSync("{{openFile}}", "utf8"));
await attempt(() => fs.promises.readFile("{{closedFile}}", "utf8"));
await attempt(() => fs.writeFileSync("/tmp/{{mark}}.node", "x"));
await attempt(() => fs.readdirSync("{{data}}"));
await attempt(() => fs.createReadStream("{{openFile}}").toArray());
await attempt(() => fs.promises.open("{{openFile}}", "r"));
await attempt(() => fs.cpSync("{{openFile}}", "/tmp/{{mark}}.cp"));
await attempt(() => fs.promises.mkdtemp("/tmp/{{mark}}"));
await attempt(() => fs.statfsSync("/"));
