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
  ["run a command", `new Deno.Command("/bin/id").outputSync(); console.log("GOT");`, /NotCapable/],
  ["call native code", `Deno.dlopen("libc.so.6", {}); console.log("GOT");`, /NotCapable/],
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
