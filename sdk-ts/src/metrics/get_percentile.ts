// SPDX-License-Identifier: Apache-2.0
import { CoralError } from "../error/coral_error.ts";
import {
  NumberResponseSchema,
  PercentileRequestSchema,
} from "../../target/gen/coral/sdk/v1/methods_pb.ts";
import { requireText } from "../session/require_text.ts";
import { unary } from "../session/unary.ts";
import { windowNanos, type WindowOptions } from "./window.ts";

/** The metric of {@linkcode getP99} and its siblings. */
export const SERVER_DURATION = "http.server.duration";

/**
 * A percentile of a service's metric, in nanoseconds for durations and in the metric's own unit
 * otherwise; `NaN` without data.
 *
 * @param percentile from 0 to 1: 0.99 is the 99th percentile
 * @throws {CoralError} INVALID_ARGUMENT
 *
 * @example
 * ```ts
 * import * as coral from "@coral/sdk";
 *
 * const p99 = await coral.metrics.getPercentile("payments", "http.server.duration", 0.99, {
 *   window: "10m",
 *   route: "/pay",
 * });
 * console.log(`P99: ${p99 / 1_000_000} ms`);
 * ```
 */
export async function getPercentile(
  service: string,
  metric: string,
  percentile: number,
  options: WindowOptions = {},
): Promise<number> {
  if (!(percentile >= 0 && percentile <= 1)) {
    throw new CoralError(
      "INVALID_ARGUMENT",
      `percentile ${String(percentile)} is out of range: give a number from 0 to 1, such as 0.99`,
    );
  }
  const request = {
    service: requireText(service, "service"),
    metric: requireText(metric, "metric"),
    percentile,
    windowNs: windowNanos(options.window),
    route: options.route ?? "",
  };
  const response = await unary(
    "metrics.getPercentile",
    PercentileRequestSchema,
    request,
    NumberResponseSchema,
    options,
  );
  return response.value;
}
