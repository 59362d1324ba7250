// SPDX-License-Identifier: Apache-2.0
import { create, toBinary } from "@bufbuild/protobuf";
import { WelcomeSchema } from "../../target/gen/coral/sdk/v1/frame_pb.ts";
import { Connection, PROTOCOL } from "../connection/connection.ts";
import { decodeFrame, encodeFrame, HEADER_BYTES } from "../connection/frame_codec.ts";
import type { Transport } from "../connection/transport.ts";

/** Welcomes whoever writes to it, and gives calls the same answer. */
class Partner implements Transport {
  readonly #welcome = toBinary(
    WelcomeSchema,
    create(WelcomeSchema, {
      protocol: PROTOCOL,
      execution: { version: 1, labels: { service: "any" }, deadlineUnixMs: 1n },
    }),
  );
  #unread: Uint8Array[] = [];
  #closed = false;
  #wake = (): void => {};

  write(from: Uint8Array): Promise<number> {
    const { requestId } = decodeFrame(from.subarray(HEADER_BYTES));
    const result = { payload: this.#welcome };
    this.#unread.push(encodeFrame(requestId, { case: "result", value: result }));
    this.#wake();
    return Promise.resolve(from.length);
  }

  async read(into: Uint8Array): Promise<number | null> {
    while (this.#unread.length === 0 && !this.#closed) {
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
    const frame = this.#unread.shift();
    into.set(frame ?? []);
    return frame?.length ?? null;
  }

  close(): void {
    this.#closed = true;
    this.#wake();
  }

  ref(): void {}
  unref(): void {}
}

/**
 * Talks to an agent that is none, so that the engine has compiled what a conversation runs through
 * before a script waits for the first.
 */
export async function rehearse(): Promise<void> {
  const connection = new Connection(new Partner());
  await connection.hello("");
  await connection.call("", new Uint8Array(0), { background: true });
  connection.close();
}
