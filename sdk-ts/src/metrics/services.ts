// SPDX-License-Identifier: Apache-2.0
import type { CallOptions } from "../connection/call_options.ts";
import {
  ServicesRequestSchema,
  ServicesResponseSchema,
} from "../../target/gen/coral/sdk/v1/methods_pb.ts";
import { unary } from "../session/unary.ts";

/**
 * Names of the services that this agent has telemetry of.
 *
 * @example
 * ```ts
 * import * as coral from "@coral/sdk";
 *
 * for (const service of await coral.metrics.services()) {
 *   console.log(service, await coral.metrics.getP99(service));
 * }
 * ```
 */
export async function services(options: CallOptions = {}): Promise<string[]> {
  const response = await unary(
    "metrics.services",
    ServicesRequestSchema,
    {},
    ServicesResponseSchema,
    options,
  );
  return response.services;
}
