// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { CoralError } from "../error/coral_error.ts";
import { parseDuration } from "./parse_duration.ts";

Deno.test("reads every unit, sums and fractions", () => {
  const cases: [string | number, bigint][] = [
    ["10ns", 10n],
    ["3us", 3_000n],
    ["3µs", 3_000n],
    ["500ms", 500_000_000n],
    ["30s", 30_000_000_000n],
    ["5m", 300_000_000_000n],
    ["1h30m", 5_400_000_000_000n],
    ["1.5s", 1_500_000_000n],
    ["2d", 172_800_000_000_000n],
    [" 5m ", 300_000_000_000n],
    [250, 250_000_000n],
    [0.5, 500_000n],
    [0, 0n],
    ["0s", 0n],
  ];
  for (const [text, nanos] of cases) {
    assert.equal(parseDuration(text, "window"), nanos, String(text));
  }
});

Deno.test("refuses what is no duration, naming value and forms", () => {
  const bad = [
    "",
    "5",
    "m",
    "5 m",
    "5m x",
    "-5m",
    "5M",
    "1h30",
    "5min",
    "99999999d",
    -1,
    NaN,
    Infinity,
  ];
  for (const value of [...bad, null, undefined, {}, true, 5n]) {
    assert.throws(
      () => parseDuration(value as string, "window"),
      (error) =>
        error instanceof CoralError && error.code === "INVALID_ARGUMENT" &&
        error.message.startsWith("window ") && error.message.includes('"1h30m"'),
      String(value),
    );
  }
  assert.throws(() => parseDuration("5 minutes", "timeRange"), /timeRange "5 minutes" is not/);
});
