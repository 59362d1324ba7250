// SPDX-License-Identifier: Apache-2.0
import { CoralError } from "../error/coral_error.ts";

/** The most rows that one call gives, unless its method allows more. */
export const MAX_ROWS = 10_000;

/** The number of rows wanted; 0, the agent's default, where none is given. */
export function requireLimit(limit: number | undefined, max = MAX_ROWS): number {
  if (limit === undefined) {
    return 0;
  }
  if (!Number.isInteger(limit) || limit < 1 || limit > max) {
    throw new CoralError(
      "INVALID_ARGUMENT",
      `limit ${String(limit)} is out of range: give an integer from 1 to ${max}`,
    );
  }
  return limit;
}
