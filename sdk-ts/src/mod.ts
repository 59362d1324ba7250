// SPDX-License-Identifier: Apache-2.0

/**
 * What a Coral script sees: telemetry, host metrics and its own execution, and a way to send events.
 *
 * @example Alert on high latency
 * ```ts
 * import * as coral from "@coral/sdk";
 *
 * const p99 = await coral.metrics.getP99("payments");
 * if (p99 > 500_000_000) {
 *   await coral.emit("alert", { severity: "warning", p99_ms: p99 / 1_000_000 });
 * }
 * ```
 *
 * @module
 */
export type { CallOptions } from "./connection/call_options.ts";
export { type Context, context } from "./context/context.ts";
export * as db from "./db/mod.ts";
export type { Column, QueryOptions, QueryParam, QueryResult, Row } from "./db/mod.ts";
export type { Duration } from "./duration/duration.ts";
export { emit, type Severity } from "./emit/emit.ts";
export { CoralError, type CoralErrorOptions } from "./error/coral_error.ts";
export type { ErrorCode } from "./error/error_code.ts";
export type { ErrorKind } from "./error/error_kind.ts";
export * as functions from "./functions/mod.ts";
export type { FunctionInfo } from "./functions/mod.ts";
export * as metrics from "./metrics/mod.ts";
export type { MetricOptions, MetricPoint, WindowOptions } from "./metrics/mod.ts";
export * as system from "./system/mod.ts";
export type { Cpu, FileHash, Host, Memory } from "./system/mod.ts";
export * as traces from "./traces/mod.ts";
export type {
  CorrelateOptions,
  Span,
  SpanEvent,
  SpanFilter,
  SpanPair,
  SpanStatus,
  TraceFilter,
} from "./traces/mod.ts";
