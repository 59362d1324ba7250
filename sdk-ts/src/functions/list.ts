// SPDX-License-Identifier: Apache-2.0
import type { CallOptions } from "../connection/call_options.ts";
import {
  FunctionsRequestSchema,
  FunctionsResponseSchema,
} from "../../target/gen/coral/sdk/v1/methods_pb.ts";
import { requireText } from "../session/require_text.ts";
import { unary } from "../session/unary.ts";
import { type FunctionInfo, toFunctionInfo } from "./function_info.ts";

/**
 * The functions that are known of a service; none where nothing looked for them.
 *
 * @example
 * ```ts
 * import * as coral from "@coral/sdk";
 *
 * for (const fn of await coral.functions.list("payments")) {
 *   console.log(fn.name, `${fn.file}:${fn.line}`);
 * }
 * ```
 */
export async function list(service: string, options: CallOptions = {}): Promise<FunctionInfo[]> {
  const response = await unary(
    "functions.list",
    FunctionsRequestSchema,
    { service: requireText(service, "service") },
    FunctionsResponseSchema,
    options,
  );
  return response.functions.map(toFunctionInfo);
}
