// SPDX-License-Identifier: Apache-2.0
// What McpTest has the official client do: node client.mjs SCENARIO. Ends with 0 when all is as it should be.
//   CORAL_MCP     URL of the colony's MCP server
//   CORAL_TOKEN   its token
//   CORAL_COMMAND the coral launcher, for stdio
import assert from "node:assert/strict";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ToolListChangedNotificationSchema } from "@modelcontextprotocol/sdk/types.js";

const { CORAL_MCP, CORAL_TOKEN, CORAL_COMMAND } = process.env;
const url = new URL(CORAL_MCP ?? "http://127.0.0.1:1/mcp");
const headers = { Authorization: `Bearer ${CORAL_TOKEN}` };
const HELLO = `console.log("hello"); console.error("to stderr");`;
const FOREVER = `for (;;) await new Promise((done) => setTimeout(done, 100));`;
const SLEEPER = `console.log("asleep"); ${FOREVER}`;

const TOOLS = [
  "coral_deploy_script",
  "coral_events",
  "coral_list_agents",
  "coral_list_scripts",
  "coral_query",
  "coral_run_script",
  "coral_script_status",
  "coral_stop_script",
  "coral_validate_script",
];

async function http(name = "itest") {
  const client = new Client({ name, version: "1" });
  await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }));
  return client;
}

async function stdio() {
  const client = new Client({ name: "itest-stdio", version: "1" });
  const env = { ...process.env };
  await client.connect(new StdioClientTransport({ command: CORAL_COMMAND, args: ["mcp"], env, stderr: "inherit" }));
  return client;
}

/** A raw message of a session that the official client would not send. */
async function raw(body, more = {}, session) {
  return await fetch(url, {
    method: "POST",
    headers: {
      ...headers,
      "Content-Type": "application/json",
      Accept: "application/json, text/event-stream",
      ...(session ? { "Mcp-Session-Id": session } : {}),
      ...more,
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

function initialize(version = "2025-11-25") {
  return {
    jsonrpc: "2.0",
    id: 1,
    method: "initialize",
    params: { protocolVersion: version, capabilities: {}, clientInfo: { name: "raw", version: "1" } },
  };
}

async function call(client, name, args = {}, options) {
  const result = await client.callTool({ name, arguments: args }, undefined, options);
  return { ...result, text: result.content.map((part) => part.text).join("\n") };
}

/** The text of a call that is to be a tool error. */
async function refusal(client, name, args) {
  const result = await call(client, name, args);
  assert.equal(result.isError, true, result.text);
  return result.text;
}

async function until(what, check) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const value = await check();
    if (value) return value;
    assert.ok(Date.now() < deadline, `not in 30 s: ${what}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

async function mainJob(client, name) {
  const { tools } = await client.listTools();
  for (const tool of TOOLS) assert.ok(tools.some((listed) => listed.name === tool), tool);

  const deployed = await call(client, "coral_deploy_script", { name, code: SLEEPER, targets: ["agent-1"] });
  assert.equal(deployed.structuredContent.name, name);
  assert.deepEqual(deployed.structuredContent.deployed_to, ["agent-1"]);
  const id = deployed.structuredContent.script_id;

  const status = await until("it runs and has written", async () => {
    const now = await call(client, "coral_script_status", { script_id: id, tail: 5 });
    const { executions, recent_logs } = now.structuredContent;
    return executions[0]?.status === "RUNNING" && recent_logs.length > 0 && now;
  });
  assert.match(status.text, /asleep/);
  assert.match(status.structuredContent.created_by, /^mcp:itest/);

  const listed = await call(client, "coral_list_scripts", { status: "running" });
  assert.ok(listed.structuredContent.scripts.some((script) => script.id === id));

  const stopped = await call(client, "coral_stop_script", { script_id: id });
  assert.deepEqual(stopped.structuredContent, { name, stopped_on: ["agent-1"] });
}

const scenarios = {
  async mainJobOverHttp() {
    const client = await http();
    assert.equal(client.getServerVersion().name, "coral");
    await mainJob(client, "over-http");
    await client.close();
  },

  async mainJobOverStdio() {
    const client = await stdio();
    await mainJob(client, "over-stdio");
    await client.close();
  },

  async checks() {
    const client = await http();
    const code = `import * as coral from "@coral/sdk";\nconst n: number = "text";\n`;
    const checked = await call(client, "coral_validate_script", { code, targets: ["nobody"] });
    assert.equal(checked.structuredContent.valid, false);
    assert.equal(checked.structuredContent.diagnostics[0].line, 2);
    assert.equal(checked.structuredContent.diagnostics[0].column, 7);
    assert.equal(checked.structuredContent.agents[0].gets_it, false);
    assert.match(await refusal(client, "coral_deploy_script", { name: "bad", code }), /script\.ts:2:7 TS2322/);
    assert.match(await refusal(client, "coral_run_script", { code }), /script\.ts:2:7 TS2322/);
    const good = `import * as coral from "@coral/sdk"; console.log("tried"); await coral.db.query("SELECT 1 FROM system_metrics_local");`;
    const preview = await call(client, "coral_validate_script", { code: good, preview: true });
    assert.equal(preview.structuredContent.valid, true);
    assert.ok(preview.structuredContent.queries[0].injected.length > 0);
    const dry = await call(client, "coral_deploy_script", { name: "dry", code: good, dry_run: true });
    assert.equal(dry.structuredContent.dry_run.trial.stdout.trim(), "tried");
    assert.ok(dry.structuredContent.dry_run.trial.queries[0].injected.length > 0);
    const listed = await call(client, "coral_list_scripts", {});
    assert.ok(listed.structuredContent.scripts.every((script) => script.name !== "bad" && script.name !== "dry"));
    const agents = await call(client, "coral_list_agents", {});
    assert.equal(agents.structuredContent.agents[0].labels.region, "us-east");
    await client.close();
  },

  async runs() {
    const client = await http();
    const told = [];
    const ran = await call(client, "coral_run_script", { code: HELLO }, { onprogress: (p) => told.push(p) });
    const [run] = ran.structuredContent.runs;
    assert.equal(run.status, "COMPLETED");
    assert.equal(run.exit_code, 0);
    assert.match(run.output, /hello/);
    assert.match(run.output, /to stderr/);
    assert.ok(told.length > 0, "progress");
    assert.match(await refusal(client, "coral_run_script", { code: "throw new Error('on purpose');" }), /on purpose/);

    const code = `import * as coral from "@coral/sdk"; console.log(coral.context.args.service);`;
    const given = await call(client, "coral_run_script", { code, args: { service: "orders" } });
    assert.match(given.structuredContent.runs[0].output, /orders/);

    const queried = await call(client, "coral_query", { sql: "SELECT 41 + 1 AS answer, count(*) AS n FROM system_metrics_local" });
    const [rows] = queried.structuredContent.agents;
    assert.deepEqual(rows.columns, ["answer", "n"]);
    assert.equal(rows.rows[0][0], 42);
    assert.match(await refusal(client, "coral_query", { sql: "DROP TABLE otel_spans_local" }), /SELECT/);
    assert.match(await refusal(client, "coral_query", { sql: "SELECT nothing FROM otel_spans_local" }), /nothing/);

    await call(client, "coral_run_script", { code: `import * as coral from "@coral/sdk"; await coral.emit("seen", { n: 1 });` });
    await until("the event", async () => {
      const events = await call(client, "coral_events", { limit: 5 });
      return events.structuredContent.events.some((event) => event.name === "seen");
    });
    await client.close();
  },

  async wrongArguments() {
    const client = await http();
    assert.match(await refusal(client, "coral_list_scripts", { status: "sleeping" }), /"status" is "sleeping": give one of all, pending/);
    assert.match(await refusal(client, "coral_list_scripts", { limit: "many" }), /"limit" is "many": give a whole number from 1 to 200/);
    assert.match(await refusal(client, "coral_deploy_script", { name: "x" }), /"code" is missing/);
    assert.match(await refusal(client, "coral_deploy_script", { name: "x", code: "", target: "y" }), /"target" is unknown; there are .*targets/);
    assert.match(await refusal(client, "coral_deploy_script", { name: "x", code: HELLO, targets: [1] }), /"targets\[0\]" is 1: give a text/);
    assert.match(await refusal(client, "coral_deploy_script", { name: "x", code: HELLO, trigger: { type: "schedule" } }), /trigger\.cron/);
    assert.match(await refusal(client, "coral_deploy_script", { name: "x", code: HELLO, targets: ["nobody"] }), /nobody/);
    assert.match(await refusal(client, "coral_script_status", { script_id: "no-such" }), /no-such/);
    await assert.rejects(client.callTool({ name: "coral_nothing" }), /-32602.*no tool "coral_nothing"; there are coral_deploy_script/);
    await assert.rejects(client.request({ method: "nothing/at_all" }, ToolListChangedNotificationSchema), /-32601/);
    await client.close();
  },

  async wrongMessages() {
    const answer = await raw("{ no json");
    assert.equal(answer.status, 400);
    assert.equal((await answer.json()).error.code, -32700);
    assert.equal((await (await raw("[]")).json()).error.code, -32600);
    assert.equal((await (await raw({ hello: 1 })).json()).error.code, -32600);
    assert.equal((await raw({ jsonrpc: "2.0", id: 1, method: "tools/list" })).status, 400);
    assert.equal((await raw({ jsonrpc: "2.0", id: 1, method: "tools/list" }, {}, "gone")).status, 404);
    assert.equal((await raw(initialize(), { "MCP-Protocol-Version": "1999-01-01" })).status, 400);
    assert.equal((await raw("x".repeat(5_000_000))).status, 413);
    for (const version of ["2025-11-25", "2025-06-18", "2025-03-26"]) {
      assert.equal((await (await raw(initialize(version))).json()).result.protocolVersion, version);
    }
    assert.equal((await (await raw(initialize("2999-01-01"))).json()).result.protocolVersion, "2025-11-25");
    const session = (await raw(initialize())).headers.get("mcp-session-id");
    const odd = { jsonrpc: "2.0", id: 7, method: "tools/call", params: { name: "coral_list_scripts", arguments: [1] } };
    assert.match(await (await raw(odd, {}, session)).text(), /"id":7.*-32602/);
  },

  async strangersAreRefused() {
    for (const origin of ["http://evil.example", "null", "http://localhost.evil.example"]) {
      assert.equal((await raw(initialize(), { Origin: origin })).status, 403, origin);
    }
    assert.equal((await raw(initialize(), { Origin: "http://localhost:6274" })).status, 200);
    assert.equal((await raw(initialize(), { Authorization: "" })).status, 401);
    const wrong = await raw(initialize(), { Authorization: "Bearer wrong" });
    assert.equal(wrong.status, 401);
    assert.equal(wrong.headers.get("www-authenticate"), "Bearer");
    assert.match((await wrong.json()).error.message, /token/);
  },

  async cancelledRunStops() {
    const client = await http();
    const stop = new AbortController();
    const begun = new Promise((begin) => {
      const options = { signal: stop.signal, onprogress: (p) => /asleep/.test(p.message) && begin() };
      call(client, "coral_run_script", { name: "cancelled", code: SLEEPER, timeout_seconds: 120 }, options).catch(() => {});
    });
    await begun;
    stop.abort("no longer wanted");
    await until("it is stopped", async () => {
      const listed = await call(client, "coral_list_scripts", { include_ad_hoc: true });
      const runs = listed.structuredContent.scripts.filter((script) => script.name.startsWith("cancelled"));
      return runs.length > 0 && runs.every((script) => script.status === "STOPPED");
    });
    await client.close();
  },

  async droppedConnectionHarmsNobody() {
    const session = (await raw(initialize())).headers.get("mcp-session-id");
    const stop = new AbortController();
    const run = { name: "coral_run_script", arguments: { code: `console.log("x"); await new Promise((d) => setTimeout(d, 1500));` } };
    const dropped = fetch(url, {
      method: "POST",
      headers: { ...headers, "Mcp-Session-Id": session, Accept: "application/json, text/event-stream" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 2, method: "tools/call", params: run }),
      signal: stop.signal,
    });
    await dropped;
    stop.abort();
    const after = await raw({ jsonrpc: "2.0", id: 3, method: "ping" }, {}, session);
    assert.match(await after.text(), /"id":3/);
  },

  async twoClientsAtOnce() {
    const [one, two] = await Promise.all([http("itest-one"), http("itest-two")]);
    const names = async (client, name) => (await call(client, "coral_run_script", { name, code: `console.log("${name}")` })).text;
    const [first, second] = await Promise.all([names(one, "one"), names(two, "two")]);
    assert.match(first, /\bone\b/);
    assert.doesNotMatch(first, /\btwo\b/);
    assert.match(second, /\btwo\b/);
    await Promise.all([one.close(), two.close()]);
  },

  async readsResourcesAndPrompts() {
    const client = await http();
    const { resources } = await client.listResources();
    assert.deepEqual(resources.map((each) => each.uri).sort(), ["coral://audit", "coral://intents", "coral://schema", "coral://sdk/reference"]);
    const text = async (uri) => (await client.readResource({ uri })).contents[0].text;
    assert.match(await text("coral://sdk/reference"), /getPercentile[^]*# Example: alert-high-latency\.ts/);
    assert.match(await text("coral://intents"), /n-plus-one\.ts[^]*"Does any request run the same SQL again and again\?"/);
    const schema = await text("coral://schema");
    assert.match(schema, /# otel_spans_local[^]*- duration_ns BIGINT: nanoseconds/);
    assert.match(schema, /# Services by agent[^]*- agent-1: /);
    assert.match(schema, /# Newest rows[^]*- system_metrics_local: /);
    const { resourceTemplates } = await client.listResourceTemplates();
    assert.deepEqual(resourceTemplates.map((each) => each.uriTemplate), ["coral://scripts/{id}"]);
    await call(client, "coral_deploy_script", { name: "to-read", code: HELLO });
    const stored = JSON.parse(await text("coral://scripts/to-read"));
    assert.equal(stored.code, HELLO);
    assert.equal(stored.history.versions[0].created_by, "mcp:itest");
    assert.match(await text("coral://audit"), /mcp:itest deploy to-read v1/);
    await assert.rejects(text("coral://scripts/no-such-script"), /no-such-script/);
    const { prompts } = await client.listPrompts();
    assert.equal(prompts.length, 5);
    const wish = { service: "payments", condition: "p99 exceeds 500 ms" };
    const prompt = await client.getPrompt({ name: "coral_alert", arguments: wish });
    assert.match(prompt.messages[0].content.text, /payments[^]*p99 exceeds 500 ms[^]*coral_validate_script/);
    await client.close();
  },

  /** Says when it is ready, and ends when the tool has come and gone. */
  async toolComesAndGoes() {
    const clients = [await http(), await stdio()];
    const changes = clients.map((client) => {
      let changed = 0;
      client.setNotificationHandler(ToolListChangedNotificationSchema, () => void changed++);
      return () => changed;
    });
    const has = async (client) => (await client.listTools()).tools.some((tool) => tool.name === "itest_hello");
    console.log("ready");
    for (const wanted of [true, false]) {
      for (const [i, client] of clients.entries()) {
        await until(`client ${i} is told`, () => changes[i]() >= (wanted ? 1 : 2));
        await until(`client ${i} sees it ${wanted ? "come" : "go"}`, async () => (await has(client)) === wanted);
      }
      if (wanted) assert.equal((await call(clients[0], "itest_hello", { name: "you" })).text, "hello you");
      console.log(wanted ? "came" : "went");
    }
    await Promise.all(clients.map((client) => client.close()));
  },

  /** Without a colony all is answered; one that comes is used, and one that goes is missed at once. */
  async colonyThatComesAndGoes() {
    const client = await stdio();
    let changed = 0;
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => void changed++);
    assert.match(await refusal(client, "coral_list_scripts"), /coral up/);
    assert.deepEqual((await client.listTools()).tools.map((tool) => tool.name), ["coral_start"]);
    console.log("without");
    await until("it is told", () => changed > 0);
    await until("the tools are there", async () => (await client.listTools()).tools.length >= TOOLS.length);
    assert.equal((await call(client, "coral_list_scripts")).text, "no scripts");
    console.log("with");
    await until("it is gone", async () => (await call(client, "coral_list_scripts")).isError);
    console.log("gone");
    await client.close();
  },
};

const scenario = scenarios[process.argv[2]];
assert.ok(scenario, `no scenario ${process.argv[2]}; there are ${Object.keys(scenarios)}`);
await scenario();
process.exit(0);
