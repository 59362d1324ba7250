// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { CoralError } from "../error/coral_error.ts";
import { MAX_FRAME_BYTES } from "./frame_codec.ts";
import { FrameReader } from "./frame_reader.ts";

/** Gives these bytes in pieces of at most so many. */
function reading(bytes: Uint8Array, piece: number): FrameReader {
  let offset = 0;
  return new FrameReader({
    read(into: Uint8Array): Promise<number | null> {
      const count = Math.min(piece, into.length, bytes.length - offset);
      into.set(bytes.subarray(offset, offset + count));
      offset += count;
      return Promise.resolve(count === 0 ? null : count);
    },
  });
}

function framed(frames: Uint8Array[]): Uint8Array {
  return new Uint8Array(frames.flatMap((frame) => {
    const header = new Uint8Array(4);
    new DataView(header.buffer).setUint32(0, frame.length, true);
    return [...header, ...frame];
  }));
}

function filled(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => index * 31 + length);
}

Deno.test("cuts frames of any size out of pieces of any size", async () => {
  const sizes = [0, 1, 5, 100, 40_000, 0, 70_000, 3, 65_532, 65_536, 200_000, 7, 32_768, 32_769];
  const frames = sizes.map(filled);
  const bytes = framed(frames);
  for (const piece of [1, 3, 4, 7, 1000, 65_536, 1 << 20]) {
    const reader = reading(bytes, piece);
    for (const frame of frames) {
      assert.deepEqual(reader.buffered() ?? await reader.next(), frame, `pieces of ${piece}`);
    }
    assert.equal(await reader.next(), null);
  }
});

Deno.test("gives frames buffers of their own", async () => {
  const reader = reading(framed([filled(10), filled(20), filled(30)]), 1 << 20);
  const first = await reader.next();
  await reader.next();
  await reader.next();
  assert.deepEqual(first, filled(10));
});

Deno.test("tells an end within a frame from one between frames", async () => {
  const whole = framed([filled(10)]);
  for (let length = 1; length < whole.length; length++) {
    await assert.rejects(
      reading(whole.subarray(0, length), 64).next(),
      (error) => error instanceof CoralError && error.code === "UNAVAILABLE",
    );
  }
  const large = framed([filled(60_000)]).subarray(0, 50_000);
  await assert.rejects(reading(large, 1 << 20).next(), /within a frame/);
});

Deno.test("refuses a frame that is too large before it makes room for it", async () => {
  const header = new Uint8Array(4);
  new DataView(header.buffer).setUint32(0, MAX_FRAME_BYTES + 1, true);
  await assert.rejects(reading(header, 4).next(), /announced a frame of 4194305 bytes/);
});
