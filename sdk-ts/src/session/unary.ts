// SPDX-License-Identifier: Apache-2.0
import {
  create,
  type DescMessage,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from "@bufbuild/protobuf";
import type { CallOptions } from "../connection/call_options.ts";
import { connection } from "./session.ts";

/** Calls a method with its own request message and gives its response message. */
export async function unary<I extends DescMessage, O extends DescMessage>(
  method: string,
  input: I,
  request: MessageInitShape<I>,
  output: O,
  options: CallOptions | undefined,
): Promise<MessageShape<O>> {
  const payload = toBinary(input, create(input, request));
  return fromBinary(output, await connection().call(method, payload, { signal: options?.signal }));
}
