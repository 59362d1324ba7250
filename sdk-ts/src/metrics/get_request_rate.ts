// SPDX-License-Identifier: Apache-2.0
import type { Duration } from "../duration/duration.ts";
import {
  NumberResponseSchema,
  RequestRateRequestSchema,
} from "../../target/gen/coral/sdk/v1/methods_pb.ts";
import { requireText } from "../session/require_text.ts";
import { unary } from "../session/unary.ts";
import { windowNanos, type WindowOptions, windowOptions } from "./window.ts";

/**
 * Requests per second that a service answers.
 *
 * @param window how far to look back, five minutes unless given; or all settings
 *
 * @example
 * ```ts
 * import * as coral from "@coral/sdk";
 *
 * console.log(await coral.metrics.getRequestRate("payments", { window: "1m", route: "/pay" }));
 * ```
 */
export async function getRequestRate(
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
    "metrics.getRequestRate",
    RequestRateRequestSchema,
    request,
    NumberResponseSchema,
    options,
  );
  return response.value;
}
