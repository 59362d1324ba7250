// SPDX-License-Identifier: Apache-2.0
import {
  create,
  type DescMessage,
  fromBinary,
  type MessageInitShape,
  toBinary,
} from "@bufbuild/protobuf";
import type { CallOptions } from "../connection/call_options.ts";
import { ColumnBatchSchema, QuerySummarySchema } from "../../target/gen/coral/sdk/v1/methods_pb.ts";
import { connection } from "../session/session.ts";
import type { QueryResult } from "./query_result.ts";
import { RowCollector } from "./row_collector.ts";

/** Calls a method that answers with column batches, and gives its rows. */
export async function collectRows<T, I extends DescMessage>(
  method: string,
  input: I,
  request: MessageInitShape<I>,
  options: CallOptions | undefined,
): Promise<QueryResult<T>> {
  const payload = toBinary(input, create(input, request));
  const stream = connection().stream(method, payload, { signal: options?.signal });
  const collector = new RowCollector();
  try {
    for (;;) {
      const { done, value } = await stream.next();
      if (done) {
        return collector.finish(fromBinary(QuerySummarySchema, value));
      }
      collector.add(fromBinary(ColumnBatchSchema, value));
    }
  } finally {
    await stream.return(new Uint8Array(0));
  }
}
