// SPDX-License-Identifier: Apache-2.0
package coral.api.error;

/**
 * What went wrong, in words that every edge shares: gRPC details, SDK frames, the command line's
 * exit codes and JSON. Constants are appended, never renamed: scripts compare them.
 */
public enum ErrorCode {
  /** An argument has the wrong form or is out of range. */
  INVALID_ARGUMENT(Kind.USER),
  /** No script, agent, service or file of that name. */
  NOT_FOUND(Kind.USER),
  /** Something of that name is there already. */
  ALREADY_EXISTS(Kind.USER),
  /** The request is right, but not in the present state. */
  FAILED_PRECONDITION(Kind.USER),
  /** The source has a syntax or type error; diagnostics say where. */
  INVALID_SCRIPT(Kind.USER),
  /** The source imports what scripts may not import. */
  FORBIDDEN_IMPORT(Kind.USER),
  /** A guardrail refuses the statement. */
  QUERY_REFUSED(Kind.USER),
  /** The statement is allowed, and DuckDB cannot run it: an unknown column, a bad cast. */
  QUERY_FAILED(Kind.USER),
  /** No agent matches the targets. */
  NO_MATCHING_AGENT(Kind.USER),
  /** No such SDK method on this agent. */
  UNKNOWN_METHOD(Kind.USER),
  /** The token is missing or wrong. */
  UNAUTHENTICATED(Kind.USER),
  /** The caller is known and may not do this. */
  PERMISSION_DENIED(Kind.USER),
  /** The caller no longer wants the answer. */
  CANCELLED(Kind.USER),
  /** A quota or a size limit. */
  LIMIT_EXCEEDED(Kind.LIMIT),
  /** A time limit. */
  TIMEOUT(Kind.LIMIT),
  /** A part is missing or not reachable now; the same call may succeed later. */
  UNAVAILABLE(Kind.UNAVAILABLE),
  /** A fault of Coral's own. */
  INTERNAL(Kind.INTERNAL);

  /** Who can do something about it. */
  public enum Kind {
    USER,
    LIMIT,
    UNAVAILABLE,
    INTERNAL
  }

  private final Kind kind;

  ErrorCode(Kind kind) {
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** Whether the same call may succeed later without a change. */
  public boolean retryable() {
    return kind == Kind.UNAVAILABLE;
  }
}
