// SPDX-License-Identifier: Apache-2.0

// How long a script takes to turn a result of 10,000 rows and 8 columns into row objects.

import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { RowCollector } from "../src/db/row_collector.ts";
import { ColumnBatchSchema, Encoding } from "../target/gen/coral/sdk/v1/methods_pb.ts";
import { batchOf, type TestColumn } from "../test/batch.ts";

const ROWS = 10_000;
const BATCH = 2_048;
const RUNS = 200;

const batches: Uint8Array[] = [];
for (let first = 0; first < ROWS; first += BATCH) {
  const columns = columnsOf(Math.min(BATCH, ROWS - first), first);
  batches.push(toBinary(ColumnBatchSchema, batchOf(columns, first === 0)));
}

const times: number[] = [];
for (let run = 0; run < RUNS; run++) {
  const start = performance.now();
  const collector = new RowCollector();
  for (const batch of batches) {
    collector.add(fromBinary(ColumnBatchSchema, batch));
  }
  times.push(performance.now() - start);
}
const sorted = times.slice(RUNS / 4).sort((a, b) => a - b);
const at = (share: number): string => sorted[Math.floor(sorted.length * share)]!.toFixed(2);
const kib = batches.reduce((sum, batch) => sum + batch.length, 0) / 1024;
console.log(
  `${ROWS} rows × 8 columns, ${kib.toFixed(0)} KiB: min ${at(0)} ms, p50 ${at(0.5)} ms, p95 ${
    at(0.95)
  } ms ` +
    `(first run ${times[0]!.toFixed(2)} ms)`,
);

function columnsOf(rows: number, first: number): TestColumn[] {
  const column = (
    name: string,
    encoding: Encoding,
    value: (row: number) => unknown,
  ): TestColumn => ({
    name,
    type: "",
    encoding,
    values: Array.from({ length: rows }, (_, row) => value(first + row)),
  });
  return [
    column("trace_id", Encoding.STRING, (row) => row.toString(16).padStart(32, "0")),
    column("span_id", Encoding.STRING, (row) => row.toString(16).padStart(16, "0")),
    column("service_name", Encoding.STRING, () => "payments"),
    column("start_time", Encoding.TIMESTAMP, (row) => 1_700_000_000_000_000n + BigInt(row)),
    column("duration_ns", Encoding.INT64, (row) => BigInt(row) * 1_000_003n),
    column("http_status_code", Encoding.INT64, (row) => row % 7 === 0 ? null : 200n),
    column("score", Encoding.DOUBLE, (row) => row / 3),
    column("http_route", Encoding.STRING, (row) => `/pay/${row % 10}`),
  ];
}
