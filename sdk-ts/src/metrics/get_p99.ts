// SPDX-License-Identifier: Apache-2.0
import { getPercentile, SERVER_DURATION } from "./get_percentile.ts";
import type { WindowOptions } from "./window.ts";

/**
 * The 99th percentile of the time that a service takes to answer HTTP requests, in nanoseconds; `NaN`
 * without data.
 *
 * @example
 * ```ts
 * import * as coral from "@coral/sdk";
 *
 * const nanos = await coral.metrics.getP99("payments", { window: "15m" });
 * console.log(`P99: ${nanos / 1_000_000} ms`);
 * ```
 */
export async function getP99(service: string, options: WindowOptions = {}): Promise<number> {
  return await getPercentile(service, SERVER_DURATION, 0.99, options);
}
