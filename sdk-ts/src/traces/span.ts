// SPDX-License-Identifier: Apache-2.0

/** How a span ended. */
export type SpanStatus = "UNSET" | "OK" | "ERROR";

/** An event within a span, such as an exception. */
export interface SpanEvent {
  name: string;
  time_unix_nano: number | string;
  attributes: Record<string, unknown>;
}

/** One span, with the names of the columns of `otel_spans_local`. */
export interface Span {
  trace_id: string;
  span_id: string;
  /** null for the root of a trace. */
  parent_span_id: string | null;
  service_name: string;
  span_name: string;
  span_kind: string;
  start_time: Date;
  /** Nanoseconds. */
  duration_ns: number;
  status_code: SpanStatus;
  status_message: string | null;
  http_method: string | null;
  http_route: string | null;
  http_status_code: number | null;
  db_system: string | null;
  db_statement: string | null;
  rpc_service: string | null;
  rpc_method: string | null;
  attributes: Record<string, unknown>;
  resource_attributes: Record<string, unknown>;
  events: SpanEvent[];
}
