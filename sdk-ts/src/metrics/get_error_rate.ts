// SPDX-License-Identifier: Apache-2.0
import type { Duration } from "../duration/duration.ts";
import {
  ErrorRateRequestSchema,
  NumberResponseSchema,
} from "../../target/gen/coral/sdk/v1/methods_pb.ts";
import { requireText } from "../session/require_text.ts";
import { unary } from "../session/unary.ts";
import { windowNanos, type WindowOptions, windowOptions } from "./window.ts";

/**
 * The share of a service's requests that failed, from 0 to 1. Without requests it is `NaN`, which
 * no comparison holds for.
 *
 * @param window how far to look back, five minutes unless given; or all settings
 *
 * @example
 * ```ts
 * import * as coral from "@coral/sdk";
 *
 * const rate = await coral.metrics.getErrorRate("payments", "5m");
 * if (rate > 0.01) {
 *   console.log(`${(rate * 100).toFixed(1)} % of the requests fail`);
 * }
 * ```
 */
export async function getErrorRate(
  service: string,
  window?: Duration | WindowOptions,
): Promise<number> {
  const options = windowOptions(window);
  const request = {
    service: requireText(service, "service"),
    windowNs: windowNanos(options.window),
    route: options.route ?? "",
  };
  const response = await unary(
    "metrics.getErrorRate",
    ErrorRateRequestSchema,
    request,
    NumberResponseSchema,
    options,
  );
  return response.value;
}
