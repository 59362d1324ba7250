// SPDX-License-Identifier: Apache-2.0
import type { CallOptions } from "../connection/call_options.ts";
import { collectRows } from "../db/collect_rows.ts";
import type { QueryResult } from "../db/query_result.ts";
import type { Duration } from "../duration/duration.ts";
import { MetricRequestSchema } from "../../target/gen/coral/sdk/v1/methods_pb.ts";
import { requireLimit } from "../session/require_limit.ts";
import { requireText } from "../session/require_text.ts";
import { windowNanos } from "./window.ts";

/** One data point of a metric. */
export interface MetricPoint {
  timestamp: Date;
  /** Gauge and sum: the value as sent; histogram: the mean in the interval. */
  value: number | null;
  /** Histogram and summary: how many in the interval. */
  count: number | null;
  /** Histogram and summary: their sum in the interval. */
  sum: number | null;
  /** In UCUM, as sent: `"By"`, `"ms"`, `"1"`. */
  unit: string | null;
  /** `"gauge"`, `"sum"`, `"histogram"`, `"exponential_histogram"` or `"summary"`. */
  type: string;
  attributes: Record<string, unknown>;
}

/** Settings of {@linkcode get}. */
export interface MetricOptions extends CallOptions {
  /** How far to look back; five minutes unless given. */
  window?: Duration;
  /** Only points that have all of these attributes. */
  attributes?: Record<string, string>;
  /** Points wanted at most, the newest of them; 10,000 unless given. */
  limit?: number;
}

/**
 * Data points of any metric that a service sends by OpenTelemetry: heap, queues, business counters;
 * the oldest first. A histogram's buckets are in the tables only, for `db.query`.
 *
 * @example
 * ```ts
 * import * as coral from "@coral/sdk";
 *
 * const heap = await coral.metrics.get("payments", "jvm.memory.used", {
 *   window: "15m",
 *   attributes: { "jvm.memory.type": "heap" },
 * });
 * for (const { timestamp, value, unit } of heap) {
 *   console.log(timestamp.toISOString(), value, unit);
 * }
 * ```
 */
export async function get(
  service: string,
  name: string,
  options: MetricOptions = {},
): Promise<QueryResult<MetricPoint>> {
  const request = {
    service: requireText(service, "service"),
    name: requireText(name, "name"),
    windowNs: windowNanos(options.window),
    attributes: options.attributes ?? {},
    limit: requireLimit(options.limit),
  };
  return await collectRows<MetricPoint, typeof MetricRequestSchema>(
    "metrics.get",
    MetricRequestSchema,
    request,
    options,
  );
}
