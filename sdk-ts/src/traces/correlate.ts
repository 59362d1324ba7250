// SPDX-License-Identifier: Apache-2.0
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { CallOptions } from "../connection/call_options.ts";
import { collectRows } from "../db/collect_rows.ts";
import type { QueryResult } from "../db/query_result.ts";
import type { Duration } from "../duration/duration.ts";
import { parseDuration } from "../duration/parse_duration.ts";
import {
  CorrelateRequestSchema,
  type SpanFilterSchema,
} from "../../target/gen/coral/sdk/v1/methods_pb.ts";
import { requireLimit } from "../session/require_limit.ts";
import type { SpanStatus } from "./span.ts";

/** Which spans are one side of a pair; those that fit all that is given. */
export interface SpanFilter {
  service?: string;
  /** The span's name; `%` stands for any text. */
  name?: string;
  minDuration?: Duration;
  status?: SpanStatus;
  /** All of these must match. */
  attributes?: Record<string, string>;
}

/** Two spans of one trace. */
export interface SpanPair {
  trace_id: string;
  a_span_id: string;
  a_service_name: string;
  a_span_name: string;
  a_start_time: Date;
  a_duration_ns: number;
  a_status_code: SpanStatus;
  b_span_id: string;
  b_service_name: string;
  b_span_name: string;
  b_start_time: Date;
  b_duration_ns: number;
  b_status_code: SpanStatus;
}

/** Settings of {@linkcode correlate}. */
export interface CorrelateOptions extends CallOptions {
  /** How far to look back; one hour unless given. */
  timeRange?: Duration;
  /** Pairs wanted at most; 100 unless given. */
  limit?: number;
}

/**
 * Pairs of spans that occur in one trace, one fitting each filter, those of the newest `a`
 * first. A service's name alone is a filter too.
 *
 * @example Slow SQL in requests that missed the cache
 * ```ts
 * import * as coral from "@coral/sdk";
 *
 * const pairs = await coral.traces.correlate(
 *   { name: "SELECT %", minDuration: "100ms" },
 *   { service: "cache", attributes: { "cache.hit": "false" } },
 *   { timeRange: "30m" },
 * );
 * for (const pair of pairs) {
 *   console.log(pair.trace_id, pair.a_duration_ns / 1_000_000, "ms after a miss");
 * }
 * ```
 */
export async function correlate(
  a: SpanFilter | string,
  b: SpanFilter | string,
  options: CorrelateOptions = {},
): Promise<QueryResult<SpanPair>> {
  const request = {
    a: toFilter(a, "a.minDuration"),
    b: toFilter(b, "b.minDuration"),
    timeRangeNs: options.timeRange === undefined
      ? 0n
      : parseDuration(options.timeRange, "timeRange"),
    limit: requireLimit(options.limit),
  };
  return await collectRows<SpanPair, typeof CorrelateRequestSchema>(
    "traces.correlate",
    CorrelateRequestSchema,
    request,
    options,
  );
}

function toFilter(
  filter: SpanFilter | string,
  durationName: string,
): MessageInitShape<typeof SpanFilterSchema> {
  const { service, name, minDuration, status, attributes } = typeof filter === "string"
    ? { service: filter } as SpanFilter
    : filter;
  return {
    service: service ?? "",
    name: name ?? "",
    minDurationNs: minDuration === undefined ? 0n : parseDuration(minDuration, durationName),
    status: status ?? "",
    attributes: attributes ?? {},
  };
}
