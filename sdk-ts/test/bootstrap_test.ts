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
  assert.deepEqual(agent.calls, ["metrics.getPercentile", "db.query"]);
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

Deno.test("ends when stdin ends, since the agent is gone", async () => {
  await using agent = new FakeAgent();
  const script = await startScript(agent, `console.log("up"); setInterval(() => {}, 1000);`);
  await script.said("up");
  await script.closeStdin();
  assert.equal((await script.ended).code, 75);
});
