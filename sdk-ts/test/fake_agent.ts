// SPDX-License-Identifier: Apache-2.0
import { create, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { decodeFrame, encodeFrame } from "../src/connection/frame_codec.ts";
import { FrameReader } from "../src/connection/frame_reader.ts";
import { type FrameSchema, WelcomeSchema } from "../target/gen/coral/sdk/v1/frame_pb.ts";
import {
  ColumnBatchSchema,
  NumberResponseSchema,
  QuerySummarySchema,
} from "../target/gen/coral/sdk/v1/methods_pb.ts";
import { batchOf, schemaOf, type TestColumn } from "./batch.ts";

type Body = MessageInitShape<typeof FrameSchema>["body"];

/** One call of a script, with what its method needs to answer it. */
export interface TestCall {
  readonly method: string;
  readonly payload: Uint8Array;
  /** Aborted when the script cancels. */
  readonly signal: AbortSignal;
  next(payload: Uint8Array): void;
  /** Ends the connection. */
  hangUp(): void;
}

/** Answers one method: the closing value, or an error's code and message. */
export type TestMethod = (
  call: TestCall,
) => Uint8Array | { code: string; message: string } | Promise<Uint8Array>;

/** The agent's side of the wire: a Unix socket that answers calls by the methods given. */
export class FakeAgent implements AsyncDisposable {
  static readonly TOKEN = "one-time-token";
  /** Calls that it says it answers at once. */
  static readonly MOST = 4;

  readonly directory = Deno.makeTempDirSync({ prefix: "coral-sdk-" });
  readonly socket = `${this.directory}/sdk.sock`;
  /** Names of the methods called so far. */
  readonly calls: string[] = [];
  /** May be changed between calls. */
  readonly methods: Record<string, TestMethod>;
  readonly #listener: Deno.UnixListener;
  readonly #connections = new Set<Deno.UnixConn>();

  constructor(methods: Record<string, TestMethod> = {}) {
    this.methods = methods;
    this.#listener = Deno.listen({ transport: "unix", path: this.socket });
    void this.#accept();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    this.#connections.forEach(close);
    await Deno.remove(this.directory, { recursive: true });
  }

  async #accept(): Promise<void> {
    for await (const connection of this.#listener) {
      this.#connections.add(connection);
      void this.#serve(connection);
    }
  }

  async #serve(connection: Deno.UnixConn): Promise<void> {
    const reader = new FrameReader(connection);
    const cancels = new Map<bigint, AbortController>();
    let writing: Promise<unknown> = Promise.resolve();
    const send = (id: bigint, body: Body): void => {
      const bytes = encodeFrame(id, body);
      writing = writing.then(() => writeFully(connection, bytes)).catch(() => {});
    };
    try {
      for (let bytes; (bytes = await reader.next()) !== null;) {
        const { requestId, body } = decodeFrame(bytes);
        switch (body.case) {
          case "hello":
            send(requestId, welcome(body.value.token));
            break;
          case "cancel":
            cancels.get(requestId)?.abort();
            break;
          case "call": {
            const cancel = new AbortController();
            cancels.set(requestId, cancel);
            this.calls.push(body.value.method);
            void this.#answer({
              ...body.value,
              signal: cancel.signal,
              next: (payload) => send(requestId, { case: "next", value: { payload } }),
              hangUp: () => void writing.then(() => close(connection)),
            }).then((answer) => send(requestId, answer));
            break;
          }
        }
      }
    } catch {
      // the script is gone
    } finally {
      cancels.forEach((cancel) => cancel.abort());
      close(connection);
    }
  }

  async #answer(call: TestCall): Promise<Body> {
    const method = this.methods[call.method];
    if (method === undefined) {
      const message = `no method "${call.method}" here`;
      return { case: "error", value: { code: "UNKNOWN_METHOD", message, kind: "USER" } };
    }
    const answer = await method(call);
    return answer instanceof Uint8Array
      ? { case: "result", value: { payload: answer } }
      : { case: "error", value: { ...answer, kind: "USER" } };
  }
}

/** The answer to a query: its batches as elements, its summary as the closing value. */
export function rows(columns: TestColumn[], guardrails: string[] = []): TestMethod {
  return (call) => {
    call.next(batchBytes(columns));
    return toBinary(
      QuerySummarySchema,
      create(QuerySummarySchema, {
        columns: schemaOf(columns),
        rows: BigInt(columns[0]?.values.length ?? 0),
        guardrails,
      }),
    );
  };
}

/** The answer of the methods that give a number. */
export function number(value: number): TestMethod {
  return () => toBinary(NumberResponseSchema, create(NumberResponseSchema, { value }));
}

function batchBytes(columns: TestColumn[]): Uint8Array {
  const batch = batchOf(columns);
  return toBinary(ColumnBatchSchema, batch);
}

function welcome(token: string): Body {
  if (token !== FakeAgent.TOKEN) {
    const message = `the token ${JSON.stringify(token)} is not known`;
    return { case: "error", value: { code: "UNAUTHENTICATED", message, kind: "USER" } };
  }
  const payload = toBinary(
    WelcomeSchema,
    create(WelcomeSchema, {
      protocol: 1,
      agentVersion: "0.1.0",
      maxConcurrentCalls: FakeAgent.MOST,
      execution: {
        executionId: "0190a5e4-0000-7000-8000-000000000001",
        scriptId: "550e8400-e29b-41d4-a716-446655440000",
        scriptName: "high-latency-alert",
        version: 3,
        agentId: "payments-service-1",
        hostname: "host-1",
        labels: { service: "payments" },
        mode: "daemon",
        trigger: "manual",
        deadlineUnixMs: 1_800_000_000_000n,
        capabilities: [],
        args: { threshold: "500" },
      },
    }),
  );
  return { case: "result", value: { payload } };
}

async function writeFully(connection: Deno.UnixConn, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += await connection.write(bytes.subarray(written));
  }
}

function close(connection: Deno.UnixConn): void {
  try {
    connection.close();
  } catch {
    // it was closed already
  }
}
