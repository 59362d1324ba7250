// SPDX-License-Identifier: Apache-2.0
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import {
  type ColumnBatch,
  ColumnBatchSchema,
  type ColumnSchema,
  Encoding,
} from "../target/gen/coral/sdk/v1/methods_pb.ts";

/** A column to put into a batch: values as they travel, null where there is none. */
export interface TestColumn {
  name: string;
  type: string;
  encoding: Encoding;
  values: unknown[];
}

/** The schema of the columns. */
export function schemaOf(columns: TestColumn[]): MessageInitShape<typeof ColumnSchema>[] {
  return columns.map(({ name, type, encoding }) => ({ name, type, encoding }));
}

/** Encodes a batch as an agent does. */
export function batchOf(columns: TestColumn[], first = true): ColumnBatch {
  return create(ColumnBatchSchema, {
    rows: columns[0]?.values.length ?? 0,
    columns: columns.map(({ encoding, values }) => ({
      nulls: nullBitmap(values),
      data: encode(encoding, values),
    })),
    schema: first ? schemaOf(columns) : [],
  });
}

function nullBitmap(values: unknown[]): Uint8Array {
  if (!values.includes(null)) {
    return new Uint8Array(0);
  }
  const bitmap = new Uint8Array(Math.ceil(values.length / 8));
  values.forEach((value, row) => {
    if (value === null) {
      bitmap[row >> 3]! |= 1 << (row & 7);
    }
  });
  return bitmap;
}

function encode(encoding: Encoding, values: unknown[]): Uint8Array {
  switch (encoding) {
    case Encoding.BOOL:
      return Uint8Array.from(values, (value) => value === true ? 1 : 0);
    case Encoding.INT64:
    case Encoding.TIMESTAMP:
      return new Uint8Array(
        BigInt64Array.from(values, (value) => BigInt(value as bigint ?? 0)).buffer,
      );
    case Encoding.DOUBLE:
      return new Uint8Array(Float64Array.from(values, (value) => Number(value ?? 0)).buffer);
    default:
      return encodeTexts(values.map((value) => String(value ?? "")));
  }
}

function encodeTexts(texts: string[]): Uint8Array {
  const encoded = texts.map((text) => new TextEncoder().encode(text));
  const offsets = new Uint32Array(texts.length + 1);
  encoded.forEach((bytes, row) => offsets[row + 1] = offsets[row]! + bytes.length);
  const data = new Uint8Array(offsets.byteLength + offsets[texts.length]!);
  data.set(new Uint8Array(offsets.buffer));
  encoded.forEach((bytes, row) => data.set(bytes, offsets.byteLength + offsets[row]!));
  return data;
}
