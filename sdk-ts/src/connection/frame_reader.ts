// SPDX-License-Identifier: Apache-2.0
import { CoralError } from "../error/coral_error.ts";
import { MAX_FRAME_BYTES } from "./frame_codec.ts";
import type { Transport } from "./transport.ts";

const CHUNK_BYTES = 64 * 1024;

/** Cuts a byte stream into frames. Each frame has a buffer of its own, so that its parts may be kept. */
export class FrameReader {
  readonly #transport: Pick<Transport, "read">;
  readonly #chunk = new Uint8Array(CHUNK_BYTES);
  readonly #view = new DataView(this.#chunk.buffer);
  #start = 0;
  #end = 0;

  constructor(transport: Pick<Transport, "read">) {
    this.#transport = transport;
  }

  /**
   * The next frame's bytes if they have been read already, without their length; null when more
   * must be read.
   */
  buffered(): Uint8Array | null {
    if (this.#end - this.#start < 4) {
      return null;
    }
    const length = this.#length();
    if (this.#end - this.#start < 4 + length) {
      return null;
    }
    const frame = this.#chunk.slice(this.#start + 4, this.#start + 4 + length);
    this.#start += 4 + length;
    return frame;
  }

  /**
   * The next frame's bytes, without their length; null when the stream ends between two frames.
   *
   * @throws {CoralError} UNAVAILABLE when it ends within one, INTERNAL when one is too large
   */
  async next(): Promise<Uint8Array | null> {
    while (this.#end - this.#start < 4) {
      if (!(await this.#fill())) {
        if (this.#end > this.#start) {
          throw endedWithinFrame();
        }
        return null;
      }
    }
    const length = this.#length();
    if (this.#end - this.#start >= 4 + length) {
      return this.buffered();
    }
    this.#start += 4;
    const frame = new Uint8Array(length);
    frame.set(this.#chunk.subarray(this.#start, this.#end));
    let filled = this.#end - this.#start;
    this.#start = this.#end = 0;
    if (length > CHUNK_BYTES / 2) {
      while (filled < length) {
        filled += await this.#read(frame.subarray(filled));
      }
      return frame;
    }
    // a small frame: read what follows it along
    while (this.#end < length - filled) {
      this.#end += await this.#read(this.#chunk.subarray(this.#end));
    }
    frame.set(this.#chunk.subarray(0, length - filled), filled);
    this.#start = length - filled;
    return frame;
  }

  #length(): number {
    const length = this.#view.getUint32(this.#start, true);
    if (length > MAX_FRAME_BYTES) {
      throw new CoralError(
        "INTERNAL",
        `the agent announced a frame of ${length} bytes: at most ${MAX_FRAME_BYTES} are allowed`,
      );
    }
    return length;
  }

  async #fill(): Promise<boolean> {
    if (this.#start > 0) {
      this.#chunk.copyWithin(0, this.#start, this.#end);
      this.#end -= this.#start;
      this.#start = 0;
    }
    const count = await this.#transport.read(this.#chunk.subarray(this.#end));
    if (count === null) {
      return false;
    }
    this.#end += count;
    return true;
  }

  async #read(into: Uint8Array): Promise<number> {
    const count = await this.#transport.read(into);
    if (count === null) {
      throw endedWithinFrame();
    }
    return count;
  }
}

function endedWithinFrame(): CoralError {
  return new CoralError("UNAVAILABLE", "the connection to the agent ended within a frame");
}
