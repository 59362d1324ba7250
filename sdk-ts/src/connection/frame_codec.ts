// SPDX-License-Identifier: Apache-2.0
import { create, fromBinary, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { CoralError } from "../error/coral_error.ts";
import { type Frame, FrameSchema } from "../../target/gen/coral/sdk/v1/frame_pb.ts";

/** The largest frame either side may send, without its length. */
export const MAX_FRAME_BYTES = 4 * 1024 * 1024;

/** Of the length before each frame. */
export const HEADER_BYTES = 4;

/**
 * A frame with its u32 little-endian length before it.
 *
 * @throws {CoralError} LIMIT_EXCEEDED when it is too large
 */
export function encodeFrame(
  requestId: bigint,
  body: MessageInitShape<typeof FrameSchema>["body"],
): Uint8Array {
  const message = toBinary(FrameSchema, create(FrameSchema, { requestId, body }));
  if (message.length > MAX_FRAME_BYTES) {
    throw new CoralError(
      "LIMIT_EXCEEDED",
      `the request of ${message.length} bytes is too large: at most ${MAX_FRAME_BYTES} can be sent`,
    );
  }
  const bytes = new Uint8Array(HEADER_BYTES + message.length);
  new DataView(bytes.buffer).setUint32(0, message.length, true);
  bytes.set(message, HEADER_BYTES);
  return bytes;
}

/** A frame out of its bytes, which it keeps references to. */
export function decodeFrame(bytes: Uint8Array): Frame {
  return fromBinary(FrameSchema, bytes);
}
