// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { create, fromBinary, toJson } from "@bufbuild/protobuf";
import { decodeFrame } from "../src/connection/frame_codec.ts";
import { FrameReader } from "../src/connection/frame_reader.ts";
import { RowCollector } from "../src/db/row_collector.ts";
import { FrameSchema } from "../target/gen/coral/sdk/v1/frame_pb.ts";
import { ColumnBatchSchema, QuerySummarySchema } from "../target/gen/coral/sdk/v1/methods_pb.ts";
import { type Description, GOLDEN } from "../testdata/frames/golden.ts";

const FRAMES = new URL("../testdata/frames/", import.meta.url);

function bytesOf(name: string): Promise<Uint8Array> {
  return Deno.readFile(new URL(`${name}.bin`, FRAMES));
}

async function descriptionOf(name: string): Promise<Description> {
  return JSON.parse(await Deno.readTextFile(new URL(`${name}.json`, FRAMES)));
}

Deno.test("writes the golden frames byte by byte (npm run golden renews them)", async () => {
  const names = GOLDEN.map(({ name }) => name);
  const files = [...Deno.readDirSync(FRAMES)].map(({ name }) => name)
    .filter((name) => name.endsWith(".bin"));
  assert.deepEqual(files.sort(), names.map((name) => `${name}.bin`).sort());
  for (const { name, bytes, description } of GOLDEN) {
    assert.deepEqual(new Uint8Array(await bytesOf(name)), bytes, name);
    assert.deepEqual(await descriptionOf(name), description, name);
  }
});

Deno.test("reads the golden frames as they are described", async () => {
  for (const { name } of GOLDEN) {
    const file = await bytesOf(name);
    const frame = await new FrameReader({
      read: (into) => {
        into.set(file);
        return Promise.resolve(file.length);
      },
    }).next();
    const { frame: described } = await descriptionOf(name);
    assert.deepEqual(toJson(FrameSchema, decodeFrame(frame!)), described, name);
  }
});

Deno.test("makes the rows of the golden batch", async () => {
  const { body } = decodeFrame((await bytesOf("next-batch")).subarray(4));
  assert.equal(body.case, "next");
  const collector = new RowCollector();
  collector.add(fromBinary(ColumnBatchSchema, (body.value as { payload: Uint8Array }).payload));
  const rows = collector.finish(create(QuerySummarySchema, {}));
  const { rows: described } = await descriptionOf("next-batch");
  const plain = JSON.parse(
    JSON.stringify(rows, (_, value) => typeof value === "bigint" ? String(value) : value),
  );
  assert.deepEqual(plain, described);
});
