// What: listens to what the runtime tells its own channels.
// Expect: harmless /^heard nothing$/
// deno-lint-ignore no-explicit-any -- types differ
const channels: any = await import("node:diagnostics_channel");
let heard = "";
for (const name of ["http.client.request.start", "net.client.socket", "module.import.asyncEnd"]) {
  channels.subscribe(name, (message: unknown) => heard += inspect(message));
}
await import("node:fs").then(() => {});
say(heard.includes("token") ? "ESCAPED" : "heard nothing");
