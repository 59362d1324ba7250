// SPDX-License-Identifier: Apache-2.0
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { CallOptions } from "../connection/call_options.ts";
import { collectRows } from "../db/collect_rows.ts";
import type { QueryResult } from "../db/query_result.ts";
import type { Duration } from "../duration/duration.ts";
import { parseDuration } from "../duration/parse_duration.ts";
import { TraceQuerySchema } from "../../target/gen/coral/sdk/v1/methods_pb.ts";
import { requireLimit } from "../session/require_limit.ts";
import type { Span, SpanStatus } from "./span.ts";

/** Which spans are wanted; those that fit all that is given. */
export interface TraceFilter extends CallOptions {
  /** All services unless given. */
  service?: string;
  minDuration?: Duration;
  maxDuration?: Duration;
  /** How far to look back; one hour unless given. */
  timeRange?: Duration;
  status?: SpanStatus;
  /** The HTTP route, such as `"/pay"`. */
  route?: string;
  /** Only this trace. */
  traceId?: string;
  /** Only the root span of each trace. */
  rootsOnly?: boolean;
  /** Spans wanted at most; 100 unless given. */
  limit?: number;
}

/**
 * Spans, the newest first.
 *
 * @example
 * ```ts
 * import * as coral from "@coral/sdk";
 *
 * const slow = await coral.traces.query({
 *   service: "payments",
 *   minDuration: "500ms",
 *   timeRange: "1h",
 * });
 * console.log(slow.length, "slow requests, the last one in trace", slow[0]?.trace_id);
 * ```
 */
export async function query(filter: TraceFilter = {}): Promise<QueryResult<Span>> {
  return await querySpans("traces.query", filter);
}

/** Asks one of the methods that take a filter and answer with spans. */
export async function querySpans(method: string, filter: TraceFilter): Promise<QueryResult<Span>> {
  const request: MessageInitShape<typeof TraceQuerySchema> = {
    service: filter.service ?? "",
    minDurationNs: optional(filter.minDuration, "minDuration"),
    maxDurationNs: optional(filter.maxDuration, "maxDuration"),
    timeRangeNs: optional(filter.timeRange, "timeRange"),
    status: filter.status ?? "",
    route: filter.route ?? "",
    limit: requireLimit(filter.limit),
    rootsOnly: filter.rootsOnly ?? false,
    traceId: filter.traceId ?? "",
  };
  return await collectRows<Span, typeof TraceQuerySchema>(
    method,
    TraceQuerySchema,
    request,
    filter,
  );
}

function optional(duration: Duration | undefined, name: string): bigint {
  return duration === undefined ? 0n : parseDuration(duration, name);
}
