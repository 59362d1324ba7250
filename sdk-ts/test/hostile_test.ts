// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { FakeAgent } from "./fake_agent.ts";
import { runScript } from "./run_script.ts";

/** What a script tries, and what it must be told. SOCKET stands for the agent's socket. */
const ATTEMPTS: [what: string, code: string, refusal: RegExp][] = [
  [
    "import a file as text",
    `import text from "/etc/hostname" with { type: "text" }; console.log("GOT", text);`,
    /Import "\/etc\/hostname" not a dependency/,
  ],
  [
    "import a file as text by its URL",
    `import text from "file:///etc/hostname" with { type: "text" }; console.log("GOT", text);`,
    /Requires read access to "\/etc\/hostname"/,
  ],
  [
    "import a file dynamically",
    `console.log("GOT", await import("file:///etc/hostname", { with: { type: "text" } }));`,
    /Requires read access/,
  ],
  [
    "import a file as JSON",
    `import json from "file:///proc/self/environ" with { type: "json" }; console.log("GOT", json);`,
    /Requires (all|read) access/,
  ],
  [
    "import from the network",
    `await import("https://example.com/x.ts"); console.log("GOT");`,
    /remote specifier was requested|Requires import access/,
  ],
  [
    "import a package",
    `await import("npm:lodash"); console.log("GOT");`,
    /npm specifier|--no-npm|Requires/,
  ],
  [
    "read a file",
    `console.log("GOT", await Deno.readTextFile("/etc/hostname"));`,
    /NotCapable: Requires read access to "\/etc\/hostname"/,
  ],
  [
    "read a file by node's API",
    `const fs = await import("node:fs"); console.log("GOT", fs.readFileSync("/etc/hostname"));`,
    /NotCapable|Access is denied|Requires read access|ERR_ACCESS_DENIED/,
  ],
  ["list a folder", `for (const e of Deno.readDirSync("/")) console.log("GOT", e);`, /NotCapable/],
  ["write a file", `Deno.writeTextFileSync("/tmp/x", "x"); console.log("GOT");`, /NotCapable/],
  ["remove the socket", `Deno.removeSync("SOCKET"); console.log("GOT");`, /NotCapable/],
  [
    "connect to the agent again",
    `await Deno.connect({ transport: "unix", path: "SOCKET" }); console.log("GOT");`,
    /NotCapable/,
  ],
  [
    "connect by TCP",
    `await Deno.connect({ hostname: "127.0.0.1", port: 22 }); console.log("GOT");`,
    /NotCapable: Requires net access/,
  ],
  ["fetch", `await fetch("http://127.0.0.1:4318/"); console.log("GOT");`, /NotCapable/],
  ["listen", `Deno.listen({ port: 0 }); console.log("GOT");`, /NotCapable/],
  ["read the environment", `console.log("GOT", Deno.env.get("PATH"));`, /NotCapable/],
  [
    "run a command",
    `new Deno.Command("/bin/id").outputSync(); console.log("GOT");`,
    /NotCapable|PermissionDenied/,
  ],
  [
    "call native code",
    `Deno.dlopen("libc.so.6", {}); console.log("GOT");`,
    /NotCapable|PermissionDenied/,
  ],
  ["ask for the host's name", `console.log("GOT", Deno.hostname());`, /NotCapable/],
  [
    "ask for a permission back",
    `const { state } = await Deno.permissions.request({ name: "read" });
     if (state === "granted") console.log("GOT"); else throw new Error("state " + state);`,
    /state (denied|prompt)/,
  ],
  [
    "take the SDK's connection over",
    `import * as sdk from "@coral/sdk";
     // @ts-ignore: it is in no declaration
     sdk.__attach({}); console.log("GOT");`,
    /CoralError: the SDK has its connection already/,
  ],
  [
    "start a worker with more permissions",
    `const url = URL.createObjectURL(new Blob(["postMessage(1)"], { type: "text/javascript" }));
     new Worker(url, { type: "module", deno: { permissions: { read: true } } } as WorkerOptions);
     console.log("GOT");`,
    /Unstable API 'Worker\.deno\.permissions'/,
  ],
];

for (const [what, code, refusal] of ATTEMPTS) {
  Deno.test(`does not let a script ${what}`, async () => {
    await using agent = new FakeAgent();
    const { code: exitCode, stdout, stderr } = await runScript(
      agent,
      code.replaceAll("SOCKET", agent.socket),
    );
    assert.equal(stdout, "");
    assert.match(stderr, refusal);
    assert.notEqual(exitCode, 0);
  });
}

Deno.test("leaves nothing of its own where a script can find it", async () => {
  await using agent = new FakeAgent();
  const { stdout, stderr } = await runScript(
    agent,
    `import * as coral from "@coral/sdk";
     const known = new Set(Reflect.ownKeys(Object.getPrototypeOf(globalThis)));
     const own = Reflect.ownKeys(globalThis).filter((key) => !known.has(key));
     console.log(own.filter((key) => /coral|token|bootstrap/i.test(String(key))));
     console.log(JSON.stringify(coral).includes("token"), Object.isFrozen(coral.context));`,
  );
  assert.equal(stderr, "");
  assert.equal(stdout, "[]\nfalse true\n");
});

const ROOT = Deno.uid() === 0;

Deno.test("reports the layers that it has put on", async () => {
  await using agent = new FakeAgent();
  const { report } = await runScript(agent, "");
  assert.deepEqual(
    report.map(({ name, on }) => [name, on]),
    [
      ["chroot", ROOT],
      ["user", ROOT],
      ["rlimits", true],
      ["parent-death", true],
      ["no-new-privs", true],
      ["seccomp", true],
      ["permissions", true],
    ],
  );
});

/** What the operating system refuses by itself, and how that shows. */
const ALONE: [string, string, RegExp][] = [
  ["read a file", `Deno.readTextFileSync("/etc/passwd")`, /PermissionDenied/],
  ["read by node's API", `(await import("node:fs")).readFileSync("/etc/passwd")`, /EACCES/],
  ["list a folder", `[...Deno.readDirSync("/")]`, /PermissionDenied/],
  ["ask for a file", `Deno.statSync("/etc/passwd")`, /PermissionDenied/],
  ["write a file", `Deno.writeTextFileSync("/tmp/x", "x")`, /PermissionDenied/],
  ["connect by TCP", `await Deno.connect({ hostname: "127.0.0.1", port: 22 })`, /PermissionDenied/],
  ["connect to the agent", `await Deno.connect({ transport: "unix", path: "SOCKET" })`, /Denied/],
  ["listen", `Deno.listen({ port: 0 })`, /PermissionDenied/],
  ["run a command", `new Deno.Command("/bin/id").outputSync()`, /PermissionDenied/],
  ["run by node's API", `(await import("node:child_process")).execSync("id")`, /Error/],
  ["signal its agent", `Deno.kill(Deno.ppid, "SIGCONT")`, /EPERM/],
  ["open its inspector", `Deno.kill(Deno.pid, "SIGUSR1")`, /EPERM/],
  ["load native code", `Deno.dlopen("libresolv.so.2", {})`, /Permission denied|Could not open/],
  ["keep anything", `localStorage.setItem("a", "b")`, /Denied|permitted|denied/],
];

for (const [what, code, refusal] of ALONE) {
  Deno.test(`does not let a script with all of Deno's permissions ${what}`, async () => {
    await using agent = new FakeAgent();
    const { stdout, stderr } = await runScript(
      agent,
      `console.log("GOT", ${code.replaceAll("SOCKET", agent.socket)});`,
      { keepPermissions: true },
    );
    assert.equal(stdout, "");
    assert.match(stderr, refusal);
  });
}

Deno.test("runs what a script may use under the filter", async () => {
  await using agent = new FakeAgent();
  const { code, stdout, stderr } = await runScript(
    agent,
    `const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt"]);
     const wasm = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
     await WebAssembly.instantiate(wasm);
     const url = URL.createObjectURL(new Blob(["postMessage(42)"], { type: "text/javascript" }));
     const worker = new Worker(url, { type: "module" });
     const answer = await new Promise((resolve) => worker.onmessage = (e) => resolve(e.data));
     worker.terminate();
     const zipped = new Blob(["x".repeat(9999)]).stream().pipeThrough(new CompressionStream("gzip"));
     const size = (await new Response(zipped).arrayBuffer()).byteLength;
     console.log(key.type, answer, size > 0, new Date(0).getTimezoneOffset() !== undefined);
     console.log(Deno.memoryUsage().heapUsed > 0, new Uint8Array(32 << 20).fill(1).length);`,
  );
  assert.equal(stderr, "");
  assert.equal(stdout, "secret 42 true true\ntrue 33554432\n");
  assert.equal(code, 0);
});

Deno.test("keeps Deno's core from the script", async () => {
  await using agent = new FakeAgent();
  const { stdout } = await runScript(
    agent,
    `// deno-lint-ignore-file
     console.log((Deno as any)[(Deno as any).internal]);`,
  );
  assert.equal(stdout, "undefined\n");
});
