// SPDX-License-Identifier: Apache-2.0
import type { CallOptions } from "../connection/call_options.ts";
import {
  MemoryResponseSchema,
  SystemRequestSchema,
} from "../../target/gen/coral/sdk/v1/methods_pb.ts";
import { unary } from "../session/unary.ts";

/** The host's memory, in bytes. */
export interface Memory {
  total: number;
  /** What is not available: `total - available`. */
  used: number;
  /** What programs could still get without swapping. */
  available: number;
  free: number;
  cached: number;
  swap_total: number;
  swap_used: number;
  /** From 0 to 100. */
  usage_percent: number;
}

/**
 * How full the host's memory is.
 *
 * @example
 * ```ts
 * import * as coral from "@coral/sdk";
 *
 * const memory = await coral.system.getMemory();
 * if (memory.used / memory.total > 0.8) {
 *   await coral.emit("alert", { severity: "warning", available: memory.available });
 * }
 * ```
 */
export async function getMemory(options: CallOptions = {}): Promise<Memory> {
  const response = await unary(
    "system.getMemory",
    SystemRequestSchema,
    {},
    MemoryResponseSchema,
    options,
  );
  return {
    total: Number(response.total),
    used: Number(response.used),
    available: Number(response.available),
    free: Number(response.free),
    cached: Number(response.cached),
    swap_total: Number(response.swapTotal),
    swap_used: Number(response.swapUsed),
    usage_percent: response.usagePercent,
  };
}
