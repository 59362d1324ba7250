// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  ColumnBatchSchema,
  Encoding,
  type QueryRequest,
  QueryRequestSchema,
  QuerySummarySchema,
} from "../../target/gen/coral/sdk/v1/methods_pb.ts";
import { attachedAgent } from "../../test/attached_agent.ts";
import { batchOf, schemaOf } from "../../test/batch.ts";
import { rows } from "../../test/fake_agent.ts";
import { CoralError } from "../error/coral_error.ts";
import { query, type QueryParam } from "./query.ts";

const agent = await attachedAgent();
const NUMBERS = { name: "n", type: "BIGINT", encoding: Encoding.INT64 };

function isInvalid(error: unknown): boolean {
  return error instanceof CoralError && error.code === "INVALID_ARGUMENT";
}

Deno.test("gives rows, with columns, truncated and guardrails beside them", async () => {
  agent.methods["db.query"] = rows([{ ...NUMBERS, values: [1n, 2n] }], ["a LIMIT was added"]);
  const result = await query("SELECT n FROM t");
  assert.deepEqual(JSON.parse(JSON.stringify(result)), [{ n: 1 }, { n: 2 }]);
  assert.deepEqual(result.columns, [{ name: "n", type: "BIGINT" }]);
  assert.deepEqual(result.guardrails, ["a LIMIT was added"]);
  assert.equal(result.truncated, false);
  assert.deepEqual(Object.keys(result), ["0", "1"]);
  assert.deepEqual(result.map(({ n }) => n + 1), [2, 3]);
});

Deno.test("puts batches together, and knows the columns of an empty result", async () => {
  agent.methods["db.query"] = (call) => {
    for (let batch = 0; batch < 3; batch++) {
      const values = [BigInt(2 * batch), BigInt(2 * batch + 1)];
      call.next(toBinary(ColumnBatchSchema, batchOf([{ ...NUMBERS, values }], batch === 0)));
    }
    return summary(true);
  };
  const result = await query("SELECT n FROM t");
  assert.deepEqual(result.map(({ n }) => n), [0, 1, 2, 3, 4, 5]);
  assert.equal(result.truncated, true);

  agent.methods["db.query"] = () => summary(false);
  const empty = await query("SELECT n FROM t WHERE false");
  assert.equal(empty.length, 0);
  assert.deepEqual(empty.columns, [{ name: "n", type: "BIGINT" }]);
});

Deno.test("sends parameters, limit and time range", async () => {
  let request: QueryRequest | undefined;
  agent.methods["db.query"] = ({ payload }) => {
    request = fromBinary(QueryRequestSchema, payload);
    return summary(false);
  };
  const date = new Date(1_700_000_000_000);
  await query("SELECT ?", [null, true, 1.5, "x", 7n, 2n ** 60n, date], {
    limit: 5,
    timeRange: "15m",
  });
  assert.deepEqual(request!.params.map(({ kind }) => [kind.case, kind.value]), [
    ["nullValue", 0],
    ["boolValue", true],
    ["numberValue", 1.5],
    ["stringValue", "x"],
    ["numberValue", 7],
    ["stringValue", "1152921504606846976"],
    ["stringValue", date.toISOString()],
  ]);
  assert.equal(request!.limit, 5);
  assert.equal(request!.timeRangeNs, 900_000_000_000n);
});

Deno.test("leaves it to the agent how many rows and how long a time it allows", async () => {
  let request: QueryRequest | undefined;
  agent.methods["db.query"] = ({ payload }) => {
    request = fromBinary(QueryRequestSchema, payload);
    return {
      code: "INVALID_ARGUMENT",
      message: "'limit' is 200000, but must be from 1 to 100000, which query.max_rows allows",
    };
  };
  await assert.rejects(
    query("SELECT 1", [], { limit: 200_000, timeRange: "7d" }),
    (error) => isInvalid(error) && (error as Error).message.includes("query.max_rows"),
  );
  assert.equal(request!.limit, 200_000);
  assert.equal(request!.timeRangeNs, 604_800_000_000_000n);
});

Deno.test("refuses arguments of the wrong form before it asks", async () => {
  const bad: unknown[] = [NaN, Infinity, undefined, {}, [], Symbol("x"), new Date(NaN)];
  for (const param of bad) {
    await assert.rejects(
      query("SELECT ?", ["ok", param as QueryParam]),
      (error) => isInvalid(error) && (error as Error).message.startsWith("parameter 2 "),
    );
  }
  await assert.rejects(query("  "), isInvalid);
  await assert.rejects(query(5 as unknown as string), isInvalid);
  await assert.rejects(query("SELECT 1", "x" as unknown as string[]), /no array/);
  for (const limit of [0, -1, 1.5, NaN, 2 ** 32]) {
    await assert.rejects(query("SELECT 1", [], { limit }), /limit \S+ is out of range/);
  }
  await assert.rejects(query("SELECT 1", [], { timeRange: "1 week" }), /timeRange "1 week"/);
});

Deno.test("rejects with the agent's code, and shows the caller in the stack", async () => {
  agent.methods["db.query"] = () => ({ code: "QUERY_REFUSED", message: "DROP is not allowed" });
  await assert.rejects(async function theCaller(): Promise<void> {
    await query("DROP TABLE t");
  }, (error) => {
    assert.ok(error instanceof CoralError);
    assert.deepEqual([error.code, error.kind, error.retryable], ["QUERY_REFUSED", "USER", false]);
    assert.match(error.stack!, /theCaller/);
    return true;
  });
});

Deno.test("cancels a query by its signal", async () => {
  const cancelled = Promise.withResolvers<void>();
  agent.methods["db.query"] = ({ signal }) =>
    new Promise((resolve) =>
      signal.addEventListener("abort", () => {
        cancelled.resolve();
        resolve(new Uint8Array(0));
      })
    );
  const controller = new AbortController();
  const pending = query("SELECT 1", [], { signal: controller.signal });
  controller.abort("no longer wanted");
  await assert.rejects(
    pending,
    (error) =>
      error instanceof CoralError && error.code === "CANCELLED" &&
      error.cause === "no longer wanted",
  );
  await cancelled.promise;
  await assert.rejects(query("SELECT 1", [], { signal: controller.signal }), /cancelled/);
});

function summary(truncated: boolean): Uint8Array {
  return toBinary(
    QuerySummarySchema,
    create(QuerySummarySchema, { columns: schemaOf([{ ...NUMBERS, values: [] }]), truncated }),
  );
}
