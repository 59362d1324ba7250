// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from "./error_code.ts";
import type { ErrorKind } from "./error_kind.ts";

/** Settings of a {@linkcode CoralError} beside its code and message. */
export interface CoralErrorOptions {
  /** Derived from the code unless given. */
  kind?: ErrorKind;
  /** Whether the same call may succeed later without a change; derived from the kind unless given. */
  retryable?: boolean;
  /** What led to it. */
  cause?: unknown;
}

/**
 * Every error that the SDK rejects with.
 *
 * @example Tell a statement that cannot run from an agent that is busy
 * ```ts
 * import * as coral from "@coral/sdk";
 *
 * try {
 *   await coral.db.query("SELECT no_such_column FROM otel_spans_local");
 * } catch (error) {
 *   if (error instanceof coral.CoralError && error.retryable) {
 *     console.log("later:", error.message);
 *   } else {
 *     console.log("not like this:", error);
 *   }
 * }
 * ```
 */
export class CoralError extends Error {
  /** What went wrong. */
  readonly code: ErrorCode;
  /** Who can do something about it. */
  readonly kind: ErrorKind;
  /** Whether the same call may succeed later without a change. */
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, options: CoralErrorOptions = {}) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.name = "CoralError";
    this.code = code;
    this.kind = options.kind ?? kindOf(code);
    this.retryable = options.retryable ?? this.kind === "UNAVAILABLE";
  }
}

function kindOf(code: ErrorCode): ErrorKind {
  switch (code) {
    case "LIMIT_EXCEEDED":
    case "TIMEOUT":
      return "LIMIT";
    case "UNAVAILABLE":
      return "UNAVAILABLE";
    case "INTERNAL":
      return "INTERNAL";
    default:
      return "USER";
  }
}
