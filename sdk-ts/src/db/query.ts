// SPDX-License-Identifier: Apache-2.0
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ValueSchema } from "@bufbuild/protobuf/wkt";
import type { CallOptions } from "../connection/call_options.ts";
import type { Duration } from "../duration/duration.ts";
import { parseDuration } from "../duration/parse_duration.ts";
import { CoralError } from "../error/coral_error.ts";
import { QueryRequestSchema } from "../../target/gen/coral/sdk/v1/methods_pb.ts";
import { requireLimit } from "../session/require_limit.ts";
import { requireText } from "../session/require_text.ts";
import { collectRows } from "./collect_rows.ts";
import type { QueryResult, Row } from "./query_result.ts";

/** What the message can say; the agent knows how many rows it allows. */
const MAX_UINT32 = 2 ** 32 - 1;

/** A value for `?` or `$1` in a statement. A `Date` is bound as text in ISO 8601. */
export type QueryParam = null | boolean | number | string | bigint | Date;

/** Settings of {@linkcode query}. */
export interface QueryOptions extends CallOptions {
  /**
   * Rows wanted at most; 10,000 unless given. The agent's operator sets how many may be asked for,
   * `query.max_rows`: 100,000 unless changed.
   */
  limit?: number;
  /**
   * How far to look back where the statement itself does not say; one hour unless given. A
   * statement that constrains the table's time column is left as it is. The agent's operator sets
   * how far that may be, `query.max_time_range_seconds`: a day unless changed.
   */
  timeRange?: Duration;
}

/**
 * Runs one SELECT on the agent's telemetry. Prefer `metrics` and `traces` where they answer the
 * question: they keep working when tables change.
 *
 * The agent allows reading its telemetry tables only, and puts in a row limit and a time range
 * where they are missing; `guardrails` of the result says what it did.
 *
 * @param sql DuckDB's SQL; tables are `otel_spans_local`, `beyla_http_metrics`,
 *   `beyla_grpc_metrics`, `otel_metrics_local`, `otel_logs_local`, `system_metrics_local`,
 *   `cpu_profiles` and `functions`
 * @param params bound to `?` or `$1`, `$2`, … in order
 * @throws {CoralError} QUERY_REFUSED by a guardrail, QUERY_FAILED by DuckDB, INVALID_ARGUMENT for
 *   options beyond the operator's maximum, LIMIT_EXCEEDED for too many queries at once or too much
 *   memory, TIMEOUT, CANCELLED
 *
 * @example The slowest requests of a service
 * ```ts
 * import * as coral from "@coral/sdk";
 *
 * const spans = await coral.db.query(
 *   `SELECT trace_id, http_route, duration_ns FROM otel_spans_local
 *    WHERE service_name = ? ORDER BY duration_ns DESC LIMIT 10`,
 *   ["payments"],
 *   { timeRange: "15m" },
 * );
 * for (const span of spans) {
 *   console.log(span.http_route, span.duration_ns / 1_000_000, "ms");
 * }
 * ```
 *
 * @example With the type of a row
 * ```ts
 * import * as coral from "@coral/sdk";
 *
 * const counts = await coral.db.query<{ service_name: string; spans: number }>(
 *   "SELECT service_name, count(*) AS spans FROM otel_spans_local GROUP BY ALL",
 * );
 * const busiest: string | undefined = counts.sort((a, b) => b.spans - a.spans)[0]?.service_name;
 * console.log(busiest, counts.truncated, counts.guardrails);
 * ```
 */
export async function query<T = Row>(
  sql: string,
  params: readonly QueryParam[] = [],
  options: QueryOptions = {},
): Promise<QueryResult<T>> {
  const request = {
    sql: requireText(sql, "sql"),
    params: requireArray(params).map(toValue),
    limit: requireLimit(options.limit, MAX_UINT32),
    timeRangeNs: options.timeRange === undefined
      ? 0n
      : parseDuration(options.timeRange, "timeRange"),
  };
  return await collectRows<T, typeof QueryRequestSchema>(
    "db.query",
    QueryRequestSchema,
    request,
    options,
  );
}

function requireArray(params: readonly QueryParam[]): readonly QueryParam[] {
  if (!Array.isArray(params)) {
    throw new CoralError(
      "INVALID_ARGUMENT",
      `params of type ${typeof params} is no array: give the values in order, such as ["payments"]`,
    );
  }
  return params;
}

function toValue(param: QueryParam, index: number): MessageInitShape<typeof ValueSchema> {
  switch (typeof param) {
    case "boolean":
      return { kind: { case: "boolValue", value: param } };
    case "string":
      return { kind: { case: "stringValue", value: param } };
    case "number":
      if (Number.isFinite(param)) {
        return { kind: { case: "numberValue", value: param } };
      }
      break;
    case "bigint":
      return Number.isSafeInteger(Number(param))
        ? { kind: { case: "numberValue", value: Number(param) } }
        : { kind: { case: "stringValue", value: String(param) } };
    case "object":
      if (param === null) {
        return { kind: { case: "nullValue", value: 0 } };
      }
      if (param instanceof Date && !Number.isNaN(param.getTime())) {
        return { kind: { case: "stringValue", value: param.toISOString() } };
      }
      break;
  }
  throw new CoralError(
    "INVALID_ARGUMENT",
    `parameter ${index + 1} (${
      typeof param === "number" ? param : `a value of type ${typeof param}`
    }) ` +
      "cannot be bound: use null, a boolean, a finite number, a bigint, a string or a valid Date",
  );
}
