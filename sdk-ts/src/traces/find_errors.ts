// SPDX-License-Identifier: Apache-2.0
import type { QueryResult } from "../db/query_result.ts";
import { requireText } from "../session/require_text.ts";
import { querySpans, type TraceFilter } from "./query.ts";
import type { Span } from "./span.ts";

/**
 * Spans of a service that ended with an error, the newest first.
 *
 * @example
 * ```ts
 * import * as coral from "@coral/sdk";
 *
 * for (const span of await coral.traces.findErrors("payments", { timeRange: "15m" })) {
 *   console.log(span.span_name, span.status_message, span.trace_id);
 * }
 * ```
 */
export async function findErrors(
  service: string,
  options: Omit<TraceFilter, "service" | "status"> = {},
): Promise<QueryResult<Span>> {
  return await querySpans("traces.findErrors", {
    ...options,
    service: requireText(service, "service"),
    status: "ERROR",
  });
}
