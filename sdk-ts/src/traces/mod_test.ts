// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { fromBinary } from "@bufbuild/protobuf";
import {
  CorrelateRequestSchema,
  Encoding,
  type TraceQuery,
  TraceQuerySchema,
} from "../../target/gen/coral/sdk/v1/methods_pb.ts";
import { attachedAgent } from "../../test/attached_agent.ts";
import { rows } from "../../test/fake_agent.ts";
import * as traces from "./mod.ts";

const agent = await attachedAgent();
const answerSpans = rows([
  { name: "trace_id", type: "VARCHAR", encoding: Encoding.STRING, values: ["abc"] },
  { name: "duration_ns", type: "BIGINT", encoding: Encoding.INT64, values: [650_000_000n] },
]);

function spans(method: string): TraceQuery[] {
  const requests: TraceQuery[] = [];
  agent.methods[method] = (call) => {
    requests.push(fromBinary(TraceQuerySchema, call.payload));
    return answerSpans(call);
  };
  return requests;
}

Deno.test("sends every part of a filter", async () => {
  const requests = spans("traces.query");
  const found = await traces.query({
    service: "payments",
    minDuration: "500ms",
    maxDuration: "2s",
    timeRange: "1h",
    status: "ERROR",
    route: "/pay",
    traceId: "abc",
    rootsOnly: true,
    limit: 7,
  });
  assert.equal(found[0]?.duration_ns, 650_000_000);
  const { $typeName: _, ...request } = requests[0]!;
  assert.deepEqual(request, {
    service: "payments",
    minDurationNs: 500_000_000n,
    maxDurationNs: 2_000_000_000n,
    timeRangeNs: 3_600_000_000_000n,
    status: "ERROR",
    route: "/pay",
    limit: 7,
    rootsOnly: true,
    traceId: "abc",
  });
});

Deno.test("asks for everything where no filter is given", async () => {
  const requests = spans("traces.query");
  await traces.query();
  assert.deepEqual([requests[0]!.service, requests[0]!.limit], ["", 0]);
});

Deno.test("findSlow takes the shortest duration that counts", async () => {
  const requests = spans("traces.findSlow");
  await traces.findSlow("payments", "500ms", { limit: 5 });
  assert.deepEqual(
    [requests[0]!.service, requests[0]!.minDurationNs, requests[0]!.limit],
    ["payments", 500_000_000n, 5],
  );
  await assert.rejects(traces.findSlow("", "5ms"), /service "" will not do/);
  await assert.rejects(traces.findSlow("a", "slow"), /minDuration "slow"/);
});

Deno.test("findErrors asks for errors", async () => {
  const requests = spans("traces.findErrors");
  await traces.findErrors("payments", { timeRange: "15m" });
  assert.deepEqual(
    [requests[0]!.status, requests[0]!.timeRangeNs],
    ["ERROR", 900_000_000_000n],
  );
});

Deno.test("correlate takes filters or the names of services", async () => {
  let request;
  agent.methods["traces.correlate"] = (call) => {
    request = fromBinary(CorrelateRequestSchema, call.payload);
    return answerSpans(call);
  };
  await traces.correlate(
    { name: "SELECT %", minDuration: "100ms", attributes: { "db.system": "duckdb" } },
    "cache",
    { timeRange: "30m", limit: 3 },
  );
  assert.deepEqual(
    [request!.a!.name, request!.a!.minDurationNs, request!.a!.attributes],
    ["SELECT %", 100_000_000n, { "db.system": "duckdb" }],
  );
  assert.deepEqual([request!.b!.service, request!.limit], ["cache", 3]);
  await assert.rejects(traces.correlate({ minDuration: "x" }, "b"), /a\.minDuration "x"/);
});
