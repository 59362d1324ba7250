// SPDX-License-Identifier: Apache-2.0

/**
 * What went wrong. New codes may be added: compare with those you handle and pass the others on.
 *
 * - `INVALID_ARGUMENT`: an argument has the wrong form or is out of range.
 * - `NOT_FOUND`, `ALREADY_EXISTS`, `FAILED_PRECONDITION`: the request does not fit what is there.
 * - `QUERY_REFUSED`: a guardrail refuses the statement; `QUERY_FAILED`: it is allowed, and DuckDB
 *   cannot run it.
 * - `UNKNOWN_METHOD`: this agent has no such SDK method.
 * - `UNAUTHENTICATED`, `PERMISSION_DENIED`: the script may not do this.
 * - `CANCELLED`: the call's `signal` was aborted.
 * - `LIMIT_EXCEEDED`, `TIMEOUT`: a quota, a size limit or a time limit.
 * - `UNAVAILABLE`: a part is missing or not reachable now; the same call may succeed later.
 * - `INTERNAL`: a fault of Coral's own.
 */
export type ErrorCode =
  | "INVALID_ARGUMENT"
  | "NOT_FOUND"
  | "ALREADY_EXISTS"
  | "FAILED_PRECONDITION"
  | "QUERY_REFUSED"
  | "QUERY_FAILED"
  | "UNKNOWN_METHOD"
  | "UNAUTHENTICATED"
  | "PERMISSION_DENIED"
  | "CANCELLED"
  | "LIMIT_EXCEEDED"
  | "TIMEOUT"
  | "UNAVAILABLE"
  | "INTERNAL"
  // an open set that still completes in an editor
  | (string & Record<never, never>);
