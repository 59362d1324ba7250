// SPDX-License-Identifier: Apache-2.0

// Tries to get out, with all of Deno's permissions: whatever fails, the operating system refused.
// Prints one JSON object a line: {name, refused, detail}.

// an import would make Deno look at its own memory map, which it may not, and panic
const fs = process.getBuiltinModule("node:fs");
const net = process.getBuiltinModule("node:net");

const AGENT_PID = Number("AGENT_PID");
const PORT = Number("PORT");
const SOCKET = "SOCKET";

await attempt("read /etc/passwd", () => Deno.readTextFileSync("/etc/passwd"));
await attempt("read the agent's environment", () => fs.readFileSync(`/proc/${AGENT_PID}/environ`));
await attempt("list the root directory", () => {
  const names = [...Deno.readDirSync("/")].map((entry) => entry.name);
  if (names.length === 0) {
    throw new Error("it is empty");
  }
});
await attempt("write a file", () => Deno.writeTextFileSync("/tmp/coral-self-check", "x"));
await attempt("connect by TCP", async () => {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port: PORT });
  connection.close();
});
await attempt("listen", () => Deno.listen({ hostname: "127.0.0.1", port: 0 }).close());
await attempt("connect to the agent again", async () => {
  const connection = await Deno.connect({ transport: "unix", path: SOCKET });
  connection.close();
});
await attempt("connect by node's API", () =>
  new Promise<void>((resolve, reject) => {
    net.connect(PORT, "127.0.0.1", resolve).on("error", reject);
  }));
await attempt("run a program", () => new Deno.Command("/bin/true", { cwd: "/" }).outputSync());
await attempt("signal the agent", () => Deno.kill(AGENT_PID, "SIGCONT"));
await attempt("load native code", () => Deno.dlopen("libresolv.so.2", {}));
await attempt("be root", () => {
  if (Deno.uid() !== 0) {
    throw new Error(`its user id is ${Deno.uid()}`);
  }
});

async function attempt(name: string, run: () => unknown): Promise<void> {
  let refused = false;
  let detail = "";
  try {
    await run();
  } catch (error) {
    refused = true;
    detail = String(error instanceof Error ? error.message : error).split("\n")[0]!;
  }
  console.log(JSON.stringify({ name, refused, detail }));
}
