// SPDX-License-Identifier: Apache-2.0
import type { QueryResult } from "../db/query_result.ts";
import type { Duration } from "../duration/duration.ts";
import { requireText } from "../session/require_text.ts";
import { querySpans, type TraceFilter } from "./query.ts";
import type { Span } from "./span.ts";

/**
 * Spans of a service that took at least so long, the slowest first.
 *
 * @example
 * ```ts
 * import * as coral from "@coral/sdk";
 *
 * for (const span of await coral.traces.findSlow("payments", "500ms", { limit: 5 })) {
 *   console.log(span.span_name, span.duration_ns / 1_000_000, "ms", span.trace_id);
 * }
 * ```
 */
export async function findSlow(
  service: string,
  minDuration: Duration,
  options: Omit<TraceFilter, "service" | "minDuration"> = {},
): Promise<QueryResult<Span>> {
  return await querySpans("traces.findSlow", {
    ...options,
    service: requireText(service, "service"),
    minDuration,
  });
}
