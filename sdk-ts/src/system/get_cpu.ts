// SPDX-License-Identifier: Apache-2.0
import type { CallOptions } from "../connection/call_options.ts";
import {
  CpuResponseSchema,
  SystemRequestSchema,
} from "../../target/gen/coral/sdk/v1/methods_pb.ts";
import { unary } from "../session/unary.ts";

/** The host's processors over the agent's last sampling interval. */
export interface Cpu {
  /** Of all cores together, from 0 to 100. */
  usage_percent: number;
  user_percent: number;
  system_percent: number;
  iowait_percent: number;
  cores: number;
  load_1m: number;
  load_5m: number;
  load_15m: number;
}

/**
 * How busy the host's processors are.
 *
 * @example
 * ```ts
 * import * as coral from "@coral/sdk";
 *
 * const cpu = await coral.system.getCPU();
 * console.log(`${cpu.usage_percent.toFixed(0)} % of ${cpu.cores} cores`);
 * ```
 */
export async function getCPU(options: CallOptions = {}): Promise<Cpu> {
  const response = await unary(
    "system.getCPU",
    SystemRequestSchema,
    {},
    CpuResponseSchema,
    options,
  );
  return {
    usage_percent: response.usagePercent,
    user_percent: response.userPercent,
    system_percent: response.systemPercent,
    iowait_percent: response.iowaitPercent,
    cores: response.cores,
    load_1m: response.load1m,
    load_5m: response.load5m,
    load_15m: response.load15m,
  };
}
