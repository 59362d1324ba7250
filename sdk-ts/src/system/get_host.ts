// SPDX-License-Identifier: Apache-2.0
import type { CallOptions } from "../connection/call_options.ts";
import {
  HostResponseSchema,
  SystemRequestSchema,
} from "../../target/gen/coral/sdk/v1/methods_pb.ts";
import { unary } from "../session/unary.ts";

/** The host that the agent runs on. */
export interface Host {
  hostname: string;
  os: string;
  kernel: string;
  arch: string;
  uptime_seconds: number;
  cores: number;
}

/**
 * What host this is.
 *
 * @example
 * ```ts
 * import * as coral from "@coral/sdk";
 *
 * const host = await coral.system.getHost();
 * console.log(host.hostname, host.os, host.kernel);
 * ```
 */
export async function getHost(options: CallOptions = {}): Promise<Host> {
  const response = await unary(
    "system.getHost",
    SystemRequestSchema,
    {},
    HostResponseSchema,
    options,
  );
  return {
    hostname: response.hostname,
    os: response.os,
    kernel: response.kernel,
    arch: response.arch,
    uptime_seconds: response.uptimeSeconds,
    cores: response.cores,
  };
}
