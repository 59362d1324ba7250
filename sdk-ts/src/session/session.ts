// SPDX-License-Identifier: Apache-2.0
import { fillContext } from "../context/context.ts";
import { Connection } from "../connection/connection.ts";
import type { Transport } from "../connection/transport.ts";
import { CoralError } from "../error/coral_error.ts";
import { create, toBinary } from "@bufbuild/protobuf";
import { HeartbeatRequestSchema } from "../../target/gen/coral/sdk/v1/methods_pb.ts";
import { rehearse } from "./rehearse.ts";

/** What the bootstrap does with the connection before and beside the script. */
export interface Session {
  /** Gets ready what the others run through, as long as nobody waits for them. */
  rehearse(): Promise<void>;
  /** Binds the connection to its execution and fills `coral.context`. */
  hello(token: string): Promise<void>;
  /** Tells the agent that the event loop turns; never rejects. */
  heartbeat(heapUsedBytes: number): Promise<void>;
}

let current: Connection | undefined;

/**
 * Gives this instance of the SDK its connection. The first caller in a process is the bootstrap;
 * whoever comes later, such as the script, is refused.
 */
export function attach(transport: Transport): Session {
  if (current !== undefined) {
    throw new CoralError("PERMISSION_DENIED", "the SDK has its connection already");
  }
  const connection = current = new Connection(transport);
  return {
    rehearse,
    async hello(token: string): Promise<void> {
      const welcome = await connection.hello(token);
      fillContext(welcome);
    },
    async heartbeat(heapUsedBytes: number): Promise<void> {
      const request = create(HeartbeatRequestSchema, { heapUsedBytes: BigInt(heapUsedBytes) });
      try {
        await connection.call("runtime.heartbeat", toBinary(HeartbeatRequestSchema, request), {
          background: true,
        });
      } catch {
        // the agent counts what it misses; the script's own calls say what is wrong
      }
    },
  };
}

/** The connection that every SDK function uses. */
export function connection(): Connection {
  if (current === undefined) {
    throw new CoralError(
      "FAILED_PRECONDITION",
      "not connected to an agent: the SDK works in scripts that Coral runs (coral script run FILE)",
    );
  }
  return current;
}
