// SPDX-License-Identifier: Apache-2.0
import { CoralError } from "../error/coral_error.ts";

/** The text, which must not be empty. */
export function requireText(value: string, name: string): string {
  if (typeof value !== "string" || value.trim() === "") {
    const given = typeof value === "string" ? JSON.stringify(value) : `of type ${typeof value}`;
    throw new CoralError(
      "INVALID_ARGUMENT",
      `${name} ${given} will not do: give a non-empty string`,
    );
  }
  return value;
}
