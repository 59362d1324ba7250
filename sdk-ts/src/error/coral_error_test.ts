// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { CoralError } from "./coral_error.ts";

Deno.test("derives kind and retryable from the code", () => {
  const cases = [
    ["INVALID_ARGUMENT", "USER", false],
    ["LIMIT_EXCEEDED", "LIMIT", false],
    ["TIMEOUT", "LIMIT", false],
    ["UNAVAILABLE", "UNAVAILABLE", true],
    ["INTERNAL", "INTERNAL", false],
    ["A_CODE_OF_TOMORROW", "USER", false],
  ] as const;
  for (const [code, kind, retryable] of cases) {
    const error = new CoralError(code, "x");
    assert.deepEqual([error.kind, error.retryable], [kind, retryable], code);
  }
});

Deno.test("keeps what the agent says about kind, retryable and cause", () => {
  const cause = new Error("why");
  const error = new CoralError("X", "x", { kind: "LIMIT", retryable: true, cause });
  assert.equal(error.kind, "LIMIT");
  assert.equal(error.retryable, true);
  assert.equal(error.cause, cause);
});

Deno.test("has no cause unless one is given, and prints under its own name", () => {
  const error = new CoralError("TIMEOUT", "took too long");
  assert.equal("cause" in error, false);
  assert.equal(String(error), "CoralError: took too long");
});
