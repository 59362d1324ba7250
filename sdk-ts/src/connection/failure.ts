// SPDX-License-Identifier: Apache-2.0
import { CoralError, type CoralErrorOptions } from "../error/coral_error.ts";
import type { ErrorCode } from "../error/error_code.ts";

/** Why a request failed. The error is made where it is thrown, so that its stack shows the caller. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly options?: CoralErrorOptions;
}

export function toError({ code, message, options }: Failure): CoralError {
  return new CoralError(code, message, options);
}

/** Of a call whose signal was aborted. */
export function cancelled(signal: AbortSignal): Failure {
  return {
    code: "CANCELLED",
    message: "the call was cancelled by its signal",
    options: { cause: signal.reason },
  };
}
