// SPDX-License-Identifier: Apache-2.0
import { fromBinary, type MessageInitShape } from "@bufbuild/protobuf";
import { CoralError } from "../error/coral_error.ts";
import {
  type Frame,
  FrameSchema,
  type Welcome,
  WelcomeSchema,
} from "../../target/gen/coral/sdk/v1/frame_pb.ts";
import { Answer, type Arrival } from "./answer.ts";
import type { CallOptions } from "./call_options.ts";
import { cancelled, type Failure, toError } from "./failure.ts";
import { decodeFrame, encodeFrame } from "./frame_codec.ts";
import { FrameReader } from "./frame_reader.ts";
import { FrameWriter } from "./frame_writer.ts";
import { Intake } from "./intake.ts";
import type { Transport } from "./transport.ts";
import { Turns } from "./turns.ts";

/** The protocol spoken here. */
export const PROTOCOL = 1;

const HELLO_ID = 0n;
const NOTHING = new Uint8Array(0);

type Body = MessageInitShape<typeof FrameSchema>["body"];

/** Settings of one request. */
export interface RequestOptions extends CallOptions {
  /** Does not keep the process alive while its answer is awaited. */
  background?: boolean;
}

/**
 * Requests and their answers over one socket, as many at a time as the agent takes; others wait for
 * their turn. It keeps the process alive
 * exactly while a request is open. When the socket closes, every open and later request rejects
 * with UNAVAILABLE.
 */
export class Connection {
  readonly #transport: Transport;
  readonly #reader: FrameReader;
  readonly #writer: FrameWriter;
  readonly #intake = new Intake();
  readonly #open = new Map<bigint, { answer: Answer; background: boolean }>();
  readonly #turns = new Turns();
  #lastId = HELLO_ID;
  #keepingAlive = 0;
  #failure: Failure | undefined;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.#reader = new FrameReader(transport);
    this.#writer = new FrameWriter(transport, (error) => this.#fail(error));
    transport.unref();
    void this.#read();
  }

  /** Binds the connection to its execution; the first request, and made once. */
  async hello(token: string): Promise<Welcome> {
    const body: Body = { case: "hello", value: { protocol: PROTOCOL, token } };
    const payload = await this.#single(HELLO_ID, body, {});
    const welcome = fromBinary(WelcomeSchema, payload);
    this.#turns.limit(welcome.maxConcurrentCalls || Infinity);
    return welcome;
  }

  /** Calls a method that gives one answer. */
  async call(
    method: string,
    payload: Uint8Array,
    options: RequestOptions = {},
  ): Promise<Uint8Array> {
    const body: Body = { case: "call", value: { method, payload } };
    const id = ++this.#lastId;
    const turn = this.#turn(id, options);
    if (turn !== undefined) {
      await turn;
    }
    return await this.#single(id, body, options);
  }

  /**
   * Calls a method that gives any number of elements and then, maybe, a closing value, which is the
   * generator's return value. Returning early cancels the call.
   */
  async *stream(
    method: string,
    payload: Uint8Array,
    options: RequestOptions = {},
  ): AsyncGenerator<Uint8Array, Uint8Array, void> {
    const id = ++this.#lastId;
    const turn = this.#turn(id, options);
    if (turn !== undefined) {
      await turn;
    }
    const request = this.#start(id, { case: "call", value: { method, payload } }, options);
    try {
      for (;;) {
        const arrival = await request.answer.take();
        if (arrival.case !== "next") {
          return resultOf(arrival);
        }
        yield arrival.payload;
      }
    } finally {
      request.close();
    }
  }

  /** Closes the socket; what is open rejects. */
  close(): void {
    this.#fail(new Error("it was closed"));
  }

  /** Resolves when the request may be sent; undefined: it may be now. */
  #turn(id: bigint, { signal, background = false }: RequestOptions): Promise<void> | undefined {
    const turn = background || signal?.aborted ? undefined : this.#turns.take(id, signal);
    if (turn === undefined) {
      return undefined;
    }
    this.#keepAlive(1); // the answers that it waits for may be of requests that were cancelled
    return turn.finally(() => this.#keepAlive(-1));
  }

  async #single(id: bigint, body: Body, options: RequestOptions): Promise<Uint8Array> {
    const request = this.#start(id, body, options);
    try {
      let arrival = await request.answer.take();
      while (arrival.case === "next") {
        arrival = await request.answer.take(); // the closing value is all that was asked for
      }
      return resultOf(arrival);
    } finally {
      request.close();
    }
  }

  /** Sends a request. Closing it, which is due in the end, cancels it where it is still open. */
  #start(id: bigint, body: Body, options: RequestOptions): { answer: Answer; close: () => void } {
    const { signal, background = false } = options;
    let frame;
    try {
      frame = this.#frame(id, body, signal);
    } catch (error) {
      this.#turns.give(id);
      throw error;
    }
    const answer = new Answer(this.#intake);
    const abort = (): void => {
      if (this.#cancel(id)) {
        answer.push({ case: "failed", failure: cancelled(signal!) });
      }
    };
    signal?.addEventListener("abort", abort, { once: true });
    this.#open.set(id, { answer, background });
    this.#keepAlive(background ? 0 : 1);
    this.#writer.write(frame);
    const close = (): void => {
      signal?.removeEventListener("abort", abort);
      this.#cancel(id);
      answer.discard();
    };
    return { answer, close };
  }

  #frame(id: bigint, body: Body, signal: AbortSignal | undefined): Uint8Array {
    if (signal?.aborted) {
      throw toError(cancelled(signal));
    }
    if (this.#failure !== undefined) {
      throw toError(this.#failure);
    }
    return encodeFrame(id, body);
  }

  #cancel(id: bigint): boolean {
    if (!this.#settle(id)) {
      return false;
    }
    if (this.#failure === undefined) {
      this.#writer.write(encodeFrame(id, { case: "cancel", value: {} }));
    }
    return true;
  }

  #settle(id: bigint): boolean {
    const request = this.#open.get(id);
    if (request === undefined) {
      return false;
    }
    this.#open.delete(id);
    this.#keepAlive(request.background ? 0 : -1);
    return true;
  }

  #keepAlive(change: number): void {
    const before = this.#keepingAlive;
    this.#keepingAlive += change;
    if (before === 0 && this.#keepingAlive === 1) {
      this.#transport.ref();
    } else if (before === 1 && this.#keepingAlive === 0) {
      this.#transport.unref();
    }
  }

  async #read(): Promise<void> {
    try {
      for (;;) {
        if (this.#intake.full) {
          await this.#intake.room();
        }
        const bytes = this.#reader.buffered() ?? await this.#reader.next();
        if (bytes === null) {
          throw new Error("the agent closed it");
        }
        this.#dispatch(decodeFrame(bytes));
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  #dispatch({ requestId, body }: Frame): void {
    if (body.case !== "next") {
      this.#turns.give(requestId); // of a cancelled one, too: until now the agent has counted it
    }
    const request = this.#open.get(requestId);
    if (request === undefined) {
      return; // was cancelled here, its last frames crossed the cancellation
    }
    const { answer } = request;
    switch (body.case) {
      case "next":
        answer.push({ case: "next", payload: body.value.payload });
        break;
      case "result":
      case "end":
        this.#settle(requestId);
        answer.push({
          case: "end",
          payload: body.case === "result" ? body.value.payload : NOTHING,
        });
        break;
      case "error": {
        this.#settle(requestId);
        const { code, message, kind, retryable } = body.value;
        const options = { kind: kind === "" ? undefined : kind, retryable } as Failure["options"];
        answer.push({ case: "failed", failure: { code, message, options } });
        break;
      }
    }
  }

  #fail(error: unknown): void {
    if (this.#failure !== undefined) {
      return;
    }
    const reason = error instanceof Error ? error.message : String(error);
    const failure: Failure = error instanceof CoralError
      ? { code: error.code, message: error.message, options: { cause: error } }
      : {
        code: "UNAVAILABLE",
        message: `the connection to the agent is gone: ${reason}`,
        options: { cause: error },
      };
    this.#failure = failure;
    this.#turns.end();
    for (const [id, { answer }] of [...this.#open]) {
      this.#settle(id);
      answer.push({ case: "failed", failure });
    }
    try {
      this.#transport.close();
    } catch {
      // it was closed already
    }
  }
}

function resultOf(arrival: Exclude<Arrival, { case: "next" }>): Uint8Array {
  if (arrival.case === "failed") {
    throw toError(arrival.failure);
  }
  return arrival.payload;
}
