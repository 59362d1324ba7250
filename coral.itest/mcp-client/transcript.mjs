// SPDX-License-Identifier: Apache-2.0
// Prints what docs/mcp.md shows: a session of the official client with a colony, over `coral mcp`.
//   CORAL_COMMAND=./coral node coral.itest/mcp-client/transcript.mjs
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";

const client = new Client({ name: "transcript", version: "1" });
await client.connect(
  new StdioClientTransport({ command: process.env.CORAL_COMMAND ?? "coral", args: ["mcp"], env: { ...process.env } }),
);

/** The code that was printed last. */
let shown;

function indented(text) {
  return text.split("\n").map((line) => `  ${line}`).join("\n");
}

async function show(name, args) {
  const { code, ...others } = args;
  const again = code !== undefined && code === shown;
  console.log(`> ${name} ${JSON.stringify(others)}${again ? ", the same code" : code ? ", code:" : ""}`);
  if (code && !again) console.log(indented(code.trimEnd()).replaceAll(/^ {2}/gm, "  | "));
  shown = code ?? shown;
  const onprogress = (progress) => console.log(`  … ${progress.message}`);
  const result = await client.callTool({ name, arguments: args }, undefined, { onprogress });
  console.log(indented((result.isError ? "[error] " : "") + result.content.map((part) => part.text).join("\n")) + "\n");
}

const server = client.getServerVersion();
console.log(`connected to ${server.name} ${server.version}`);
console.log(`tools: ${(await client.listTools()).tools.map((tool) => tool.name).join(", ")}\n`);

const draft = `import * as coral from "@coral/sdk";

const cpu = await coral.system.getCpu();
console.log(cpu.usage_percent.toFixed(0), "% of", cpu.cores, "cores");
if (cpu.usage_percent > 90) await coral.emit("busy", { severity: "warning", percent: cpu.usage_percent });
`;
const script = draft.replace("getCpu", "getCPU");

await show("coral_query", {
  sql: "SELECT metric_name, count(*) AS n FROM system_metrics_local GROUP BY ALL ORDER BY metric_name",
  limit: 3,
});
await show("coral_validate_script", { code: draft });
await show("coral_run_script", { code: script });
await show("coral_deploy_script", { name: "watch-load", code: script, trigger: { type: "sometimes" } });
await show("coral_deploy_script", { name: "watch-load", code: script, trigger: { cron: "* * * * *" } });
await show("coral_script_status", { script_id: "watch-load" });
await show("coral_stop_script", { script_id: "watch-load" });
await client.close();
process.exit(0);
