// SPDX-License-Identifier: Apache-2.0
import { CoralError } from "../error/coral_error.ts";
import type { Duration } from "./duration.ts";

const NANOS: Record<string, number> = {
  ns: 1,
  us: 1e3,
  "µs": 1e3, // U+00B5, micro sign
  "μs": 1e3, // U+03BC, Greek mu
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
  d: 86_400e9,
};
const PART = /(\d+(?:\.\d+)?)(ns|us|µs|μs|ms|s|m|h|d)/gy;
/** A hundred years: beyond that it is a mistake, and far below what 64 bits hold. */
const MAX_NS = 36_525 * 86_400e9;

/**
 * Nanoseconds of a duration.
 *
 * @param name how the message calls the argument
 * @throws {CoralError} INVALID_ARGUMENT naming the value and the allowed forms
 */
export function parseDuration(value: Duration, name: string): bigint {
  const nanos = typeof value === "number"
    ? value * 1e6
    : typeof value === "string"
    ? parseText(value)
    : NaN;
  if (!(nanos >= 0 && nanos <= MAX_NS)) {
    throw new CoralError(
      "INVALID_ARGUMENT",
      `${name} ${describe(value)} is not a duration: use text such as "5m", "500ms" or "1h30m" ` +
        "(units ns, us, ms, s, m, h, d; at most 36525d) or a number of milliseconds",
    );
  }
  return BigInt(Math.round(nanos));
}

function parseText(text: string): number {
  let total = 0;
  let end = 0;
  for (const part of text.trim().matchAll(PART)) {
    total += Number(part[1]) * NANOS[part[2]!]!;
    end = part.index + part[0].length;
  }
  return end > 0 && end === text.trim().length ? total : NaN;
}

function describe(value: unknown): string {
  if (typeof value === "string") {
    return JSON.stringify(value.length > 40 ? value.slice(0, 40) + "…" : value);
  }
  return typeof value === "object" ? (value === null ? "null" : "of type object") : String(value);
}
