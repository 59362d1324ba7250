// SPDX-License-Identifier: Apache-2.0
import type { CallOptions } from "../connection/call_options.ts";
import type { Duration } from "../duration/duration.ts";
import { parseDuration } from "../duration/parse_duration.ts";
import { CoralError } from "../error/coral_error.ts";

/** Settings of the functions that look at a service's requests. */
export interface WindowOptions extends CallOptions {
  /** How far to look back; five minutes unless given. */
  window?: Duration;
  /** Only requests of this route, such as `"/pay"`. */
  route?: string;
}

/** Nanoseconds of a window; 0, the agent's default, where none is given. */
export function windowNanos(window: Duration | undefined): bigint {
  if (window === undefined) {
    return 0n;
  }
  const nanos = parseDuration(window, "window");
  if (nanos === 0n) {
    throw new CoralError(
      "INVALID_ARGUMENT",
      `window ${JSON.stringify(window)} is empty: give more`,
    );
  }
  return nanos;
}

/** A window alone stands for the option of that name. */
export function windowOptions(options: Duration | WindowOptions | undefined): WindowOptions {
  return typeof options === "object" && options !== null ? options : { window: options };
}
