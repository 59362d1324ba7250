// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { create } from "@bufbuild/protobuf";
import { ColumnDataSchema, Encoding } from "../../target/gen/coral/sdk/v1/methods_pb.ts";
import { batchOf } from "../../test/batch.ts";
import { CoralError } from "../error/coral_error.ts";
import { columnValues } from "./column_values.ts";

function decoded(encoding: Encoding, values: unknown[]): unknown[] {
  const batch = batchOf([{ name: "c", type: "", encoding, values }]);
  return Array.from(columnValues(encoding, batch.columns[0]!, values.length));
}

Deno.test("decodes every encoding, with nulls anywhere", () => {
  const safe = 2n ** 53n - 1n;
  const cases: [Encoding, unknown[], unknown[]][] = [
    [Encoding.BOOL, [true, false, null], [true, false, null]],
    [Encoding.INT64, [0n, -1n, 42n, null], [0, -1, 42, null]],
    [Encoding.INT64, [safe, -safe, 1n << 40n], [Number(safe), -Number(safe), 2 ** 40]],
    [Encoding.INT64, [safe + 1n, -safe - 1n, 2n ** 63n - 1n, -(2n ** 63n)], [
      safe + 1n,
      -safe - 1n,
      2n ** 63n - 1n,
      -(2n ** 63n),
    ]],
    [Encoding.DOUBLE, [1.5, -0.25, null, NaN, Infinity], [1.5, -0.25, null, NaN, Infinity]],
    [Encoding.STRING, ["", "plain", null], ["", "plain", null]],
    [Encoding.STRING, ["\ufeffgrüß", "日本", "🐚", "x", null], [
      "\ufeffgrüß",
      "日本",
      "🐚",
      "x",
      null,
    ]],
    [Encoding.TIMESTAMP, [0n, 1_700_000_000_123_456n, -1n, null], [
      new Date(0),
      new Date(1_700_000_000_123),
      new Date(-1),
      null,
    ]],
    [Encoding.JSON, ['{"a":[1,null]}', "[]", "3", null], [{ a: [1, null] }, [], 3, null]],
    [Encoding.BIGINT, ["7", "-7", "170141183460469231731687303715884105727", null], [
      7,
      -7,
      2n ** 127n - 1n,
      null,
    ]],
  ];
  for (const [encoding, values, expected] of cases) {
    assert.deepEqual(decoded(encoding, values), expected, Encoding[encoding]);
    assert.deepEqual(decoded(encoding, []), [], `no rows of ${Encoding[encoding]}`);
  }
});

Deno.test("keeps nulls apart beyond the first byte of the bitmap", () => {
  const values = Array.from({ length: 100 }, (_, row) => row % 9 === 0 ? null : BigInt(row));
  assert.deepEqual(
    decoded(Encoding.INT64, values),
    values.map((value) => value === null ? null : Number(value)),
  );
});

Deno.test("refuses buffers that do not fit the rows", () => {
  const bytes = (length: number): Uint8Array => new Uint8Array(length);
  const cases: [Encoding, Uint8Array, Uint8Array][] = [
    [Encoding.INT64, bytes(15), bytes(0)],
    [Encoding.DOUBLE, bytes(24), bytes(0)],
    [Encoding.BOOL, bytes(1), bytes(0)],
    [Encoding.STRING, bytes(8), bytes(0)],
    [Encoding.STRING, new Uint8Array(new Uint32Array([0, 1, 9, 0]).buffer), bytes(0)],
    [Encoding.INT64, bytes(128), bytes(1)],
    [99 as Encoding, bytes(0), bytes(0)],
  ];
  for (const [encoding, data, nulls] of cases) {
    const rows = data.length === 128 ? 16 : 2;
    assert.throws(
      () => columnValues(encoding, create(ColumnDataSchema, { data, nulls }), rows),
      (error) => error instanceof CoralError && error.code === "INTERNAL",
      `${encoding} of ${data.length} bytes`,
    );
  }
});
