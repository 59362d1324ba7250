// SPDX-License-Identifier: Apache-2.0
export { correlate, type CorrelateOptions, type SpanFilter, type SpanPair } from "./correlate.ts";
export { findErrors } from "./find_errors.ts";
export { findSlow } from "./find_slow.ts";
export { query, type TraceFilter } from "./query.ts";
export type { Span, SpanEvent, SpanStatus } from "./span.ts";
