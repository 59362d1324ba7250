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
 * What is known of one function; `null` when none of that name is.
 *
 * @example
 * ```ts
 * import * as coral from "@coral/sdk";
 *
 * const fn = await coral.functions.get("payments", "ProcessPayment");
 * console.log(fn === null ? "unknown" : `${fn.file}:${fn.line}`);
 * ```
 */
export async function get(
  service: string,
  name: string,
  options: CallOptions = {},
): Promise<FunctionInfo | null> {
  const response = await unary(
    "functions.get",
    FunctionsRequestSchema,
    { service: requireText(service, "service"), name: requireText(name, "name") },
    FunctionsResponseSchema,
    options,
  );
  const found = response.functions[0];
  return found === undefined ? null : toFunctionInfo(found);
}
