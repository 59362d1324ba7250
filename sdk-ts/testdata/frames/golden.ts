// SPDX-License-Identifier: Apache-2.0

// The frames that every speaker of the protocol must read and write alike. `npm run golden` writes
// NAME.bin (the u32 length and the frame) and NAME.json (what is in it) for each.

import {
  create,
  type DescMessage,
  type JsonValue,
  type MessageInitShape,
  toBinary,
  toJson,
} from "@bufbuild/protobuf";
import { encodeFrame } from "../../src/connection/frame_codec.ts";
import {
  ExecutionInfoSchema,
  FrameSchema,
  WelcomeSchema,
} from "../../target/gen/coral/sdk/v1/frame_pb.ts";
import {
  ColumnBatchSchema,
  EmitRequestSchema,
  EmitResponseSchema,
  Encoding,
  HeartbeatRequestSchema,
  NumberResponseSchema,
  PercentileRequestSchema,
  QueryRequestSchema,
  QuerySummarySchema,
} from "../../target/gen/coral/sdk/v1/methods_pb.ts";
import { batchOf, schemaOf, type TestColumn } from "../../test/batch.ts";

type Body = MessageInitShape<typeof FrameSchema>["body"];

/** What NAME.json holds. */
export interface Description {
  description: string;
  /** The frame in protobuf's JSON, its payload in base64. */
  frame: JsonValue;
  /** The payload's message and its content in protobuf's JSON. */
  payloadType?: string;
  payload?: JsonValue;
  /** The rows of a column batch; integers beyond 2^53 as text, timestamps in ISO 8601. */
  rows?: JsonValue;
}

/** A frame by its name. */
export interface Golden {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly description: Description;
}

/** One column of every encoding, each with a null. */
export const COLUMNS: TestColumn[] = [
  { name: "ok", type: "BOOLEAN", encoding: Encoding.BOOL, values: [true, false, null] },
  { name: "n", type: "BIGINT", encoding: Encoding.INT64, values: [-1n, null, 2n ** 63n - 1n] },
  { name: "x", type: "DOUBLE", encoding: Encoding.DOUBLE, values: [0.5, -1e300, null] },
  { name: "text", type: "VARCHAR", encoding: Encoding.STRING, values: ["", "grüß 🐚", null] },
  {
    name: "at",
    type: "TIMESTAMP WITH TIME ZONE",
    encoding: Encoding.TIMESTAMP,
    values: [0n, 1_766_484_923_000_000n, null],
  },
  { name: "json", type: "JSON", encoding: Encoding.JSON, values: ['{"a":[1]}', "null", null] },
  {
    name: "huge",
    type: "HUGEINT",
    encoding: Encoding.BIGINT,
    values: ["7", "170141183460469231731687303715884105727", null],
  },
  { name: "all", type: "INTEGER", encoding: Encoding.INT64, values: [1n, 2n, 3n] },
];

const ROWS: JsonValue = [
  {
    ok: true,
    n: -1,
    x: 0.5,
    text: "",
    at: "1970-01-01T00:00:00.000Z",
    json: { a: [1] },
    huge: 7,
    all: 1,
  },
  {
    ok: false,
    n: null,
    x: -1e300,
    text: "grüß 🐚",
    at: "2025-12-23T10:15:23.000Z",
    json: null,
    huge: "170141183460469231731687303715884105727",
    all: 2,
  },
  {
    ok: null,
    n: "9223372036854775807",
    x: null,
    text: null,
    at: null,
    json: null,
    huge: null,
    all: 3,
  },
];

/** All of them. */
export const GOLDEN: Golden[] = [
  golden("hello", "The first frame of a connection.", 0n, {
    case: "hello",
    value: { protocol: 1, token: "one-time-token" },
  }),
  result("welcome", "Answers hello.", 0n, WelcomeSchema, {
    protocol: 1,
    agentVersion: "0.1.0",
    maxConcurrentCalls: 32,
    execution: create(ExecutionInfoSchema, {
      executionId: "0190a5e4-0000-7000-8000-000000000001",
      scriptId: "550e8400-e29b-41d4-a716-446655440000",
      scriptName: "high-latency-alert",
      version: 3,
      agentId: "payments-service-1",
      hostname: "host-1",
      labels: { service: "payments" },
      mode: "daemon",
      trigger: "manual",
      deadlineUnixMs: 1_766_571_323_000n,
      capabilities: ["probes"],
      args: { threshold: "500" },
    }),
  }),
  call("call-query", "A query with a parameter of each kind.", 1n, "db.query", QueryRequestSchema, {
    sql: "SELECT * FROM otel_spans_local WHERE service_name = ?",
    params: [
      { kind: { case: "stringValue", value: "payments" } },
      { kind: { case: "numberValue", value: 1.5 } },
      { kind: { case: "boolValue", value: true } },
      { kind: { case: "nullValue", value: 0 } },
    ],
    limit: 100,
    timeRangeNs: 900_000_000_000n,
  }),
  {
    ...payload(
      "next-batch",
      "The first batch of a result: every encoding, a null in nearly each column.",
      1n,
      (bytes) => ({ case: "next", value: { payload: bytes } }),
      ColumnBatchSchema,
      batchOf(COLUMNS),
      ROWS,
    ),
  },
  result("result-summary", "Ends a query.", 1n, QuerySummarySchema, {
    columns: schemaOf(COLUMNS),
    rows: 3n,
    truncated: true,
    guardrails: ["LIMIT 10001 was put around the statement"],
    elapsedNs: 1_234_567n,
  }),
  call(
    "call-percentile",
    "A call with one answer.",
    2n ** 40n,
    "metrics.getPercentile",
    PercentileRequestSchema,
    {
      service: "payments",
      metric: "http.server.duration",
      percentile: 0.99,
      windowNs: 300_000_000_000n,
      route: "/pay",
    },
  ),
  result("result-number", "A number.", 2n ** 40n, NumberResponseSchema, { value: 650_000_000 }),
  result("result-nan", "No data.", 3n, NumberResponseSchema, { value: NaN }),
  call("call-emit", "An event.", 4n, "emit", EmitRequestSchema, {
    name: "alert",
    data: '{"message":"zu langsam – 🐚"}',
    severity: "warning",
  }),
  result("result-emit", "The event is safe.", 4n, EmitResponseSchema, { sequence: 42n }),
  call("call-heartbeat", "The bootstrap's own.", 5n, "runtime.heartbeat", HeartbeatRequestSchema, {
    heapUsedBytes: 2_447_256n,
  }),
  golden("result-empty", "An answer without content: its payload is empty.", 5n, {
    case: "result",
    value: {},
  }),
  golden("error", "Ends a request.", 6n, {
    case: "error",
    value: {
      code: "QUERY_REFUSED",
      message: 'cannot run "DROP TABLE t": only SELECT is allowed',
      kind: "USER",
      retryable: false,
    },
  }),
  golden("error-retryable", "A part is missing now.", 6n, {
    case: "error",
    value: {
      code: "UNAVAILABLE",
      message: "the query worker is starting",
      kind: "UNAVAILABLE",
      retryable: true,
    },
  }),
  golden("end", "Ends a stream that has no closing value.", 7n, { case: "end", value: {} }),
  golden("cancel", "The answer is no longer wanted.", 8n, { case: "cancel", value: {} }),
];

function golden(name: string, description: string, id: bigint, body: Body): Golden {
  const frame = toJson(FrameSchema, create(FrameSchema, { requestId: id, body }));
  return { name, bytes: encodeFrame(id, body), description: { description, frame } };
}

function call<M extends DescMessage>(
  name: string,
  description: string,
  id: bigint,
  method: string,
  schema: M,
  content: MessageInitShape<M>,
): Golden {
  return payload(
    name,
    description,
    id,
    (bytes) => ({ case: "call", value: { method, payload: bytes } }),
    schema,
    content,
  );
}

function result<M extends DescMessage>(
  name: string,
  description: string,
  id: bigint,
  schema: M,
  content: MessageInitShape<M>,
): Golden {
  return payload(
    name,
    description,
    id,
    (bytes) => ({ case: "result", value: { payload: bytes } }),
    schema,
    content,
  );
}

function payload<M extends DescMessage>(
  name: string,
  description: string,
  id: bigint,
  body: (payload: Uint8Array) => Body,
  schema: M,
  content: MessageInitShape<M>,
  rows?: JsonValue,
): Golden {
  const message = create(schema, content);
  const outer = golden(name, description, id, body(toBinary(schema, message)));
  return {
    ...outer,
    description: {
      ...outer.description,
      payloadType: schema.typeName,
      payload: toJson(schema, message),
      ...rows === undefined ? {} : { rows },
    },
  };
}
