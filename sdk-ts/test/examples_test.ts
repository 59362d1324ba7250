// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  EmitRequestSchema,
  EmitResponseSchema,
  Encoding,
  MemoryResponseSchema,
} from "../target/gen/coral/sdk/v1/methods_pb.ts";
import { FakeAgent, number, rows, type TestMethod } from "./fake_agent.ts";
import { OFFLINE, startScript } from "./run_script.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
const EXAMPLES = [
  "alert-high-latency.ts",
  "anomaly-any-service.ts",
  "check-health-metrics.ts",
  "correlate-errors-memory.ts",
  "correlate-slow-sql-cache-misses.ts",
  "metric-ratio-by-provider.ts",
  "validate-config-everywhere.ts",
];

interface Event {
  name: string;
  severity: string;
  data: Record<string, unknown>;
}

function emitted(): { emit: TestMethod; first: Promise<Event> } {
  const { promise, resolve } = Promise.withResolvers<Event>();
  return {
    first: promise,
    emit: ({ payload }) => {
      const { name, severity, data } = fromBinary(EmitRequestSchema, payload);
      resolve({ name, severity, data: JSON.parse(data) });
      return toBinary(EmitResponseSchema, create(EmitResponseSchema, { sequence: 1n }));
    },
  };
}

function example(name: string): Promise<string> {
  return Deno.readTextFile(`${ROOT}examples/${name}`);
}

Deno.test("the examples type-check against the declarations that are shipped", async () => {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "check",
      "--quiet",
      ...OFFLINE,
      `--import-map=${ROOT}sdk-ts/dist/import_map.json`,
      ...EXAMPLES.map((name) => `${ROOT}examples/${name}`),
    ],
  }).output();
  assert.equal(new TextDecoder().decode(stderr), "");
  assert.equal(code, 0);
});

Deno.test("alert-high-latency.ts raises its alert", async () => {
  const { emit, first } = emitted();
  await using agent = new FakeAgent({
    "metrics.getPercentile": number(650_000_000),
    "metrics.getErrorRate": number(0.02),
    emit,
  });
  const script = await startScript(agent, await example("alert-high-latency.ts"));
  assert.deepEqual(await first, {
    name: "alert",
    severity: "warning",
    data: {
      severity: "warning",
      message: "P99 latency (650ms) exceeded threshold",
      service: "payments",
      p99_ms: 650,
      error_rate: 0.02,
    },
  });
  await script.said("[ALERT] High latency: 650ms\n");
  script.kill();
  assert.equal((await script.ended).stderr, "");
});

Deno.test("correlate-errors-memory.ts finds errors while memory is short", async () => {
  const { emit, first } = emitted();
  await using agent = new FakeAgent({
    "db.query": rows([
      { name: "trace_id", type: "VARCHAR", encoding: Encoding.STRING, values: ["abc"] },
      { name: "service_name", type: "VARCHAR", encoding: Encoding.STRING, values: ["payments"] },
      { name: "duration_ns", type: "BIGINT", encoding: Encoding.INT64, values: [7_000_000n] },
    ]),
    "system.getMemory": () =>
      toBinary(MemoryResponseSchema, create(MemoryResponseSchema, { used: 9n, total: 10n })),
    emit,
  });
  const script = await startScript(agent, await example("correlate-errors-memory.ts"));
  assert.deepEqual(await first, {
    name: "correlation",
    severity: "",
    data: {
      type: "error_high_memory",
      trace_id: "abc",
      service: "payments",
      memory_usage_pct: 90,
      duration_ms: 7,
    },
  });
  const { code, stdout, stderr } = await script.ended;
  assert.deepEqual([code, stderr], [0, ""]);
  assert.equal(stdout, "[CORRELATION] payments: Error + High Memory (90%)\n");
});

Deno.test("check-health-metrics.ts raises its alert", async () => {
  const { emit, first } = emitted();
  await using agent = new FakeAgent({
    "metrics.getPercentile": number(650_000_000),
    "metrics.getErrorRate": number(0.023),
    emit,
  });
  const script = await startScript(agent, await example("check-health-metrics.ts"));
  const { name, severity, data } = await first;
  assert.deepEqual([name, severity, data.p99_ms], ["alert", "critical", 650]);
  script.kill();
  assert.equal((await script.ended).stderr, "");
});
