// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { Encoding } from "../target/gen/coral/sdk/v1/methods_pb.ts";
import { FakeAgent, number, rows } from "./fake_agent.ts";
import { runScript, startScript } from "./run_script.ts";

Deno.test("runs a script that asks the agent, and exits 0", async () => {
  await using agent = new FakeAgent({
    "metrics.getPercentile": number(650_000_000),
    "db.query": rows([
      { name: "n", type: "BIGINT", encoding: Encoding.INT64, values: [1n, null, 2n ** 60n] },
    ], ["LIMIT 10000 was added"]),
  });
  const { code, stdout, stderr } = await runScript(
    agent,
    `import * as coral from "@coral/sdk";
     const p99: number = await coral.metrics.getP99("payments");
     console.log(p99 / 1_000_000);
     const found = await coral.db.query("SELECT n FROM t");
     console.log(found, found.columns, found.guardrails, found.truncated);
     console.log(coral.context.scriptName, coral.context.deadline.toISOString());`,
  );
  assert.equal(stderr, "");
  assert.equal(
    stdout,
    `650
[ { n: 1 }, { n: null }, { n: 1152921504606846976n } ] [ { name: "n", type: "BIGINT" } ] [ "LIMIT 10000 was added" ] false
high-latency-alert 2027-01-15T08:00:00.000Z
`,
  );
  assert.equal(code, 0);
  assert.deepEqual(agent.calls, ["runtime.heartbeat", "metrics.getPercentile", "db.query"]);
});

Deno.test("waits for a timer as Deno does, though connection and heartbeat stay open", async () => {
  await using agent = new FakeAgent();
  const { code, stdout } = await runScript(
    agent,
    `setTimeout(() => console.log("later"), 30); console.log("now");`,
  );
  assert.equal(stdout, "now\nlater\n");
  assert.equal(code, 0);
});

Deno.test("exits with the script's own code", async () => {
  await using agent = new FakeAgent();
  assert.equal((await runScript(agent, "Deno.exit(3)")).code, 3);
});

Deno.test("sends heartbeats while the script waits", async () => {
  await using agent = new FakeAgent({ "runtime.heartbeat": () => new Uint8Array(0) });
  await runScript(agent, "await new Promise((resolve) => setTimeout(resolve, 200));", {
    heartbeatMs: 20,
  });
  assert.ok(agent.calls.length >= 3, agent.calls.join());
  assert.deepEqual([...new Set(agent.calls)], ["runtime.heartbeat"]);
});

Deno.test("sends a heartbeat before the script can keep it from that", async () => {
  const beat = Promise.withResolvers<void>();
  await using agent = new FakeAgent({
    "runtime.heartbeat": () => {
      beat.resolve();
      return new Uint8Array(0);
    },
  });
  const script = await startScript(agent, "for (;;);");
  await Promise.race([beat.promise, script.ended]);
  assert.deepEqual(agent.calls, ["runtime.heartbeat"]);
  script.kill();
  await script.ended;
});

Deno.test("ends when stdin ends, since the agent is gone", async () => {
  await using agent = new FakeAgent();
  const script = await startScript(agent, `console.log("up"); setInterval(() => {}, 1000);`);
  await script.said("up");
  await script.closeStdin();
  assert.equal((await script.ended).code, 75);
});

Deno.test("says where an uncaught error was thrown, by the user's file and line", async () => {
  await using agent = new FakeAgent();
  const code = `interface Order {
  id: number;
}

type Unused = Order;

function fail(order: Order): never {
  throw new TypeError("no order " + order.id);
}

fail({ id: 7 });
`;
  const { code: exitCode, stderr } = await runScript(agent, code, { fileName: "alert.ts" });
  assert.equal(
    stderr,
    `error: Uncaught TypeError: no order 7
    at fail (alert.ts:8:9)
    at alert.ts:11:1
`,
  );
  assert.equal(exitCode, 1);
});

Deno.test("names the user's file in errors from timers, rejections and logs", async () => {
  await using agent = new FakeAgent({
    "db.query": () => ({ code: "QUERY_FAILED", message: "no column x" }),
  });
  const timer = await runScript(agent, `setTimeout(() => {\n  throw new Error("late");\n});`);
  assert.match(timer.stderr, /^error: Uncaught Error: late\n {4}at .*\(script\.ts:2:9\)\n$/);
  assert.equal(timer.code, 1);

  const rejection = await runScript(agent, `Promise.reject(new Error("lost"));`);
  assert.equal(
    rejection.stderr,
    "error: Uncaught (in promise) Error: lost\n    at script.ts:1:16\n",
  );
  assert.equal(rejection.code, 1);

  const logged = await runScript(
    agent,
    `import { db } from "@coral/sdk";
async function ask(): Promise<void> {
  await db.query("SELECT x");
}
try {
  await ask();
} catch (error) {
  console.log(error);
}`,
  );
  assert.equal(
    logged.stdout,
    `CoralError: no column x
    at async ask (script.ts:3:3)
    at async script.ts:6:3 {
  code: "QUERY_FAILED",
  kind: "USER",
  retryable: false
}
`,
  );
});

Deno.test("prints causes, and values that are no errors", async () => {
  await using agent = new FakeAgent();
  const cause = await runScript(agent, `throw new Error("a", { cause: new Error("b") });`);
  assert.match(cause.stderr, /Uncaught Error: a\n.*script\.ts:1:7[^]*\[cause\]: Error: b/);
  assert.equal((await runScript(agent, `throw "text"`)).stderr, 'error: Uncaught "text"\n');
  const hostile = `throw { get [Symbol.for("Deno.customInspect")]() { throw 1; } }`;
  const { stderr, code } = await runScript(agent, hostile);
  assert.match(stderr, /^error: Uncaught /);
  assert.equal(code, 1);
});

Deno.test("says where a syntax error is", async () => {
  await using agent = new FakeAgent();
  const { code, stderr } = await runScript(agent, "const a = 1;\nconst b = ;\n");
  assert.match(stderr, /script\.ts:2:11/);
  assert.equal(code, 1);
});

Deno.test("does not start a script without its agent, token or parent", async () => {
  await using agent = new FakeAgent();
  const nobody = { socket: `${agent.directory}/nobody.sock`, directory: agent.directory };
  const cases = [
    [await runScript(nobody, ""), /No such file/],
    [await runScript(agent, "", { token: "guess" }), /^the token "guess" is not known\n$/],
    [await runScript(agent, "", { parentPid: 1 }), /^the agent's process 1 is gone\n$/],
    [await runScript(agent, "", { heartbeatMs: -1 }), /^the first frame on stdin is not /],
    [await runScript(agent, "", { preload: ["@std/none"] }), /@std\/none/],
  ] as const;
  for (const [{ code, stderr, stdout }, reason] of cases) {
    assert.match(stderr, reason);
    assert.equal(stderr.split("\n").length, 2, stderr);
    assert.equal(stdout, "");
    assert.equal(code, 70);
  }
});

Deno.test("understands the other names of the SDK, as the same module", async () => {
  await using agent = new FakeAgent();
  const { stdout, stderr } = await runScript(
    agent,
    `import * as a from "@coral/sdk";
     import * as b from "jsr:@coral/sdk";
     import * as c from "jsr:@coral/sdk@1";
     import * as d from "jsr:@coral/sdk@^0.1.0";
     console.log(a === b, a === c, a === d);`,
  );
  assert.equal(stderr, "");
  assert.equal(stdout, "true true true\n");
});

Deno.test("loads beforehand what the script will import", async () => {
  await using agent = new FakeAgent();
  const { directory } = agent;
  const std = `${directory}/std`;
  await Deno.mkdir(std);
  await Deno.writeTextFile(`${std}/mod.ts`, `export { two } from "./two.ts";`);
  await Deno.writeTextFile(`${std}/two.ts`, "export const two: number = 2;");
  const sdk = new URL("../dist/sdk.js", import.meta.url).href;
  const importMap = `${directory}/import_map.json`;
  const imports = { "@coral/sdk": sdk, "@std/numbers": `file://${std}/mod.ts` };
  await Deno.writeTextFile(importMap, JSON.stringify({ imports }));
  const code = `import { two } from "@std/numbers"; console.log(two);`;

  const preload = ["@std/numbers"];
  const loaded = await runScript(agent, code, { importMap, preload, read: [std] });
  assert.equal(loaded.stdout, "2\n");
  assert.equal(loaded.code, 0);
  const forgotten = await runScript(agent, code, { importMap, read: [std] });
  assert.match(forgotten.stderr, /Requires read access/);
});

Deno.test("dies with the process that started it, even in an endless loop", async () => {
  await using agent = new FakeAgent();
  const starter = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", new URL("start_and_tell.ts", import.meta.url).pathname],
    env: { SOCKET: agent.socket, DIRECTORY: agent.directory },
    stdout: "piped",
  }).spawn();
  const told = await starter.stdout.pipeThrough(new TextDecoderStream()).getReader().read();
  const status = `/proc/${told.value!.trim()}/status`;
  assert.match(await Deno.readTextFile(status), /NoNewPrivs:\t1/);

  starter.kill("SIGKILL");
  await starter.status;
  for (let tries = 0; await isAlive(status); tries++) {
    assert.ok(tries < 250, "the script outlives its starter");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
});

async function isAlive(status: string): Promise<boolean> {
  try {
    return !/State:\t[ZX]/.test(await Deno.readTextFile(status));
  } catch {
    return false;
  }
}
