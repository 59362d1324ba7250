// SPDX-License-Identifier: Apache-2.0
import type { Transport } from "./transport.ts";

/** Writes frames in order; those that come while a write is under way go out together with the next. */
export class FrameWriter {
  readonly #transport: Pick<Transport, "write">;
  readonly #failed: (error: unknown) => void;
  #queue: Uint8Array[] = [];
  #writing = false;

  /** @param failed called once when writing is no longer possible */
  constructor(transport: Pick<Transport, "write">, failed: (error: unknown) => void) {
    this.#transport = transport;
    this.#failed = failed;
  }

  write(frame: Uint8Array): void {
    this.#queue.push(frame);
    if (!this.#writing) {
      this.#writing = true;
      void this.#drain();
    }
  }

  async #drain(): Promise<void> {
    try {
      while (this.#queue.length > 0) {
        const bytes = join(this.#queue);
        this.#queue = [];
        for (let written = 0; written < bytes.length;) {
          written += await this.#transport.write(bytes.subarray(written));
        }
      }
      this.#writing = false;
    } catch (error) {
      this.#failed(error);
    }
  }
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) {
    return parts[0]!;
  }
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
