// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import {
  Encoding,
  ErrorRateRequestSchema,
  MetricRequestSchema,
  NumberResponseSchema,
  PercentileRequestSchema,
  RequestRateRequestSchema,
  ServicesRequestSchema,
  ServicesResponseSchema,
} from "../../target/gen/coral/sdk/v1/methods_pb.ts";
import { answer, attachedAgent } from "../../test/attached_agent.ts";
import { rows } from "../../test/fake_agent.ts";
import { fromBinary } from "@bufbuild/protobuf";
import { CoralError } from "../error/coral_error.ts";
import * as metrics from "./mod.ts";

const agent = await attachedAgent();
const FIVE_MINUTES = 300_000_000_000n;

Deno.test("asks for a percentile in a window, or in the agent's default", async () => {
  const requests = answer(
    agent,
    "metrics.getPercentile",
    PercentileRequestSchema,
    NumberResponseSchema,
    { value: 650e6 },
  );
  assert.equal(await metrics.getPercentile("payments", "http.server.duration", 0.99), 650e6);
  await metrics.getPercentile("payments", "queue", 0.5, { window: "5m", route: "/pay" });
  assert.deepEqual(
    requests.map(({ service, metric, percentile, windowNs, route }) => [
      service,
      metric,
      percentile,
      windowNs,
      route,
    ]),
    [
      ["payments", "http.server.duration", 0.99, 0n, ""],
      ["payments", "queue", 0.5, FIVE_MINUTES, "/pay"],
    ],
  );
});

Deno.test("getP50, getP95 and getP99 ask for the server's duration", async () => {
  const requests = answer(
    agent,
    "metrics.getPercentile",
    PercentileRequestSchema,
    NumberResponseSchema,
    { value: 1 },
  );
  await metrics.getP50("a");
  await metrics.getP95("a", { window: 1000 });
  await metrics.getP99("a", { route: "/x" });
  assert.deepEqual(
    requests.map(({ metric, percentile }) => [metric, percentile]),
    [0.5, 0.95, 0.99].map((p) => ["http.server.duration", p]),
  );
});

Deno.test("refuses a percentile out of range before it asks", async () => {
  for (const percentile of [99, -0.1, NaN]) {
    await assert.rejects(
      metrics.getPercentile("a", "m", percentile),
      (error) =>
        error instanceof CoralError && error.code === "INVALID_ARGUMENT" &&
        error.message.includes(String(percentile)),
    );
  }
});

Deno.test("gives NaN for an error rate without data", async () => {
  const requests = answer(
    agent,
    "metrics.getErrorRate",
    ErrorRateRequestSchema,
    NumberResponseSchema,
    { value: NaN },
  );
  assert.ok(Number.isNaN(await metrics.getErrorRate("payments", "5m")));
  await metrics.getErrorRate("payments");
  await metrics.getErrorRate("payments", 300_000);
  await metrics.getErrorRate("payments", { window: "5m", route: "/pay" });
  assert.deepEqual(requests.map(({ windowNs, route }) => [windowNs, route]), [
    [FIVE_MINUTES, ""],
    [0n, ""],
    [FIVE_MINUTES, ""],
    [FIVE_MINUTES, "/pay"],
  ]);
});

Deno.test("asks for a request rate", async () => {
  const requests = answer(
    agent,
    "metrics.getRequestRate",
    RequestRateRequestSchema,
    NumberResponseSchema,
    { value: 12.5 },
  );
  assert.equal(await metrics.getRequestRate("payments", "1m"), 12.5);
  assert.equal(requests[0]?.windowNs, 60_000_000_000n);
});

Deno.test("gives the points of a metric", async () => {
  let request;
  const answerRows = rows([
    { name: "timestamp", type: "TIMESTAMPTZ", encoding: Encoding.TIMESTAMP, values: [1_000_000n] },
    { name: "value", type: "DOUBLE", encoding: Encoding.DOUBLE, values: [0.5] },
    { name: "attributes", type: "JSON", encoding: Encoding.JSON, values: ['{"state":"used"}'] },
  ]);
  agent.methods["metrics.get"] = (call) => {
    request = fromBinary(MetricRequestSchema, call.payload);
    return answerRows(call) as Uint8Array;
  };
  const points = await metrics.get("payments", "jvm.memory.used", {
    window: "5m",
    attributes: { "jvm.memory.type": "heap" },
    limit: 10,
  });
  assert.deepEqual([...points], [
    { timestamp: new Date(1000), value: 0.5, attributes: { state: "used" } },
  ]);
  assert.deepEqual(request!.attributes, { "jvm.memory.type": "heap" });
  assert.deepEqual([request!.windowNs, request!.limit], [FIVE_MINUTES, 10]);
});

Deno.test("lists services", async () => {
  answer(agent, "metrics.services", ServicesRequestSchema, ServicesResponseSchema, {
    services: ["a", "b"],
  });
  assert.deepEqual(await metrics.services(), ["a", "b"]);
});

Deno.test("refuses a missing service and an empty window", async () => {
  await assert.rejects(metrics.getP99(""), /service "" will not do/);
  await assert.rejects(metrics.getErrorRate(undefined as unknown as string), /service of type und/);
  await assert.rejects(metrics.getErrorRate("a", "0s"), /window "0s" is empty/);
  await assert.rejects(metrics.getErrorRate("a", "soon"), /window "soon" is not a duration/);
});
