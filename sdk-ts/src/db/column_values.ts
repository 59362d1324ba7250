// SPDX-License-Identifier: Apache-2.0
import { CoralError } from "../error/coral_error.ts";
import { type ColumnData, Encoding } from "../../target/gen/coral/sdk/v1/methods_pb.ts";

/** The values of a column by row: an array, or the typed array that came over the wire. */
export type ColumnValues = ArrayLike<unknown>;

const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Decodes one column of a batch.
 *
 * @throws {CoralError} INTERNAL when its buffers do not fit the number of rows
 */
export function columnValues(encoding: Encoding, column: ColumnData, rows: number): ColumnValues {
  const { nulls, data } = column;
  if (nulls.length > 0 && nulls.length < Math.ceil(rows / 8)) {
    throw misfit("null bitmap", nulls.length, rows);
  }
  const values = decode(encoding, data, rows);
  return nulls.length === 0 ? values : withNulls(values, nulls, rows);
}

function decode(encoding: Encoding, data: Uint8Array, rows: number): ColumnValues {
  switch (encoding) {
    case Encoding.BOOL:
      return Array.from(fixed(data, rows, 1), (byte) => byte !== 0);
    case Encoding.INT64:
      return integers(fixed(data, rows, 8), rows);
    case Encoding.DOUBLE:
      return new Float64Array(fixed(data, rows, 8).buffer);
    case Encoding.TIMESTAMP:
      return dates(fixed(data, rows, 8), rows);
    case Encoding.STRING:
      return strings(data, rows);
    case Encoding.JSON:
      return strings(data, rows).map((text) => text === "" ? null : JSON.parse(text));
    case Encoding.BIGINT:
      return strings(data, rows).map(integer);
    default:
      throw new CoralError(
        "INTERNAL",
        `the agent sent a column in the unknown encoding ${encoding}`,
      );
  }
}

/** A copy of the values, so aligned as typed arrays need it. */
function fixed(data: Uint8Array, rows: number, width: number): Uint8Array<ArrayBuffer> {
  if (data.length !== rows * width) {
    throw misfit("column", data.length, rows);
  }
  return data.slice();
}

function integers(data: Uint8Array<ArrayBuffer>, rows: number): (number | bigint)[] {
  const words = new Int32Array(data.buffer);
  const values: (number | bigint)[] = new Array(rows);
  for (let row = 0; row < rows; row++) {
    const value = words[2 * row + 1]! * 2 ** 32 + (words[2 * row]! >>> 0);
    values[row] = Number.isSafeInteger(value)
      ? value
      : (BigInt(words[2 * row + 1]!) << 32n) | BigInt(words[2 * row]! >>> 0);
  }
  return values;
}

function dates(data: Uint8Array<ArrayBuffer>, rows: number): Date[] {
  const words = new Int32Array(data.buffer);
  const values: Date[] = new Array(rows);
  for (let row = 0; row < rows; row++) {
    const micros = words[2 * row + 1]! * 2 ** 32 + (words[2 * row]! >>> 0);
    values[row] = new Date(Math.floor(micros / 1000));
  }
  return values;
}

function strings(data: Uint8Array, rows: number): string[] {
  const start = 4 * (rows + 1);
  if (data.length < start) {
    throw misfit("column", data.length, rows);
  }
  const offsets = new Uint32Array(data.slice(0, start).buffer);
  const bytes = data.subarray(start);
  if (offsets[rows]! > bytes.length) {
    throw misfit("column", data.length, rows);
  }
  const values: string[] = new Array(rows);
  const text = UTF8.decode(bytes);
  if (text.length === bytes.length) { // ASCII: bytes and characters count alike
    for (let row = 0; row < rows; row++) {
      values[row] = text.slice(offsets[row], offsets[row + 1]);
    }
  } else {
    for (let row = 0; row < rows; row++) {
      values[row] = UTF8.decode(bytes.subarray(offsets[row], offsets[row + 1]));
    }
  }
  return values;
}

function integer(text: string): number | bigint {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text === "" ? 0 : text);
}

function withNulls(values: ColumnValues, nulls: Uint8Array, rows: number): unknown[] {
  const nullable: unknown[] = Array.isArray(values) ? values : Array.from(values);
  for (let row = 0; row < rows; row++) {
    if ((nulls[row >> 3]! >> (row & 7)) & 1) {
      nullable[row] = null;
    }
  }
  return nullable;
}

function misfit(part: string, bytes: number, rows: number): CoralError {
  return new CoralError("INTERNAL", `the agent sent a ${part} of ${bytes} bytes for ${rows} rows`);
}
