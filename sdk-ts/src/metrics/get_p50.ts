// SPDX-License-Identifier: Apache-2.0
import { getPercentile, SERVER_DURATION } from "./get_percentile.ts";
import type { WindowOptions } from "./window.ts";

/**
 * The median of the time that a service takes to answer HTTP requests, in nanoseconds; `NaN`
 * without data.
 *
 * @example
 * ```ts
 * import * as coral from "@coral/sdk";
 *
 * const nanos = await coral.metrics.getP50("payments", { window: "15m" });
 * console.log(`P50: ${nanos / 1_000_000} ms`);
 * ```
 */
export async function getP50(service: string, options: WindowOptions = {}): Promise<number> {
  return await getPercentile(service, SERVER_DURATION, 0.5, options);
}
