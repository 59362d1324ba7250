// SPDX-License-Identifier: Apache-2.0
import { CoralError } from "../error/coral_error.ts";
import { EmitRequestSchema, EmitResponseSchema } from "../../target/gen/coral/sdk/v1/methods_pb.ts";
import { requireText } from "../session/require_text.ts";
import { unary } from "../session/unary.ts";

/** How serious an event is. */
export type Severity =
  | "debug"
  | "info"
  | "warning"
  | "error"
  | "critical"
  | (string & Record<never, never>);

/**
 * Sends an event to the colony. It resolves once the event is safe on the agent, which delivers it
 * even when the colony cannot be reached now.
 *
 * @param name what kind of event: `"alert"`, `"correlation"`, …
 * @param data anything that JSON can say; a bigint becomes its digits, `NaN` becomes null
 * @param severity taken from `data.severity` unless given
 * @throws {CoralError} LIMIT_EXCEEDED when the agent can keep no more events
 *
 * @example
 * ```ts
 * import * as coral from "@coral/sdk";
 *
 * await coral.emit("alert", {
 *   severity: "warning",
 *   message: "P99 latency exceeded 500ms",
 *   service: "payments",
 * });
 * ```
 */
export async function emit(name: string, data: unknown = {}, severity?: Severity): Promise<void> {
  const request = {
    name: requireText(name, "name"),
    data: toJson(name, data),
    severity: severity ?? severityOf(data),
  };
  await unary("emit", EmitRequestSchema, request, EmitResponseSchema, undefined);
}

function toJson(name: string, data: unknown): string {
  try {
    const json = JSON.stringify(
      data,
      (_, value) => typeof value === "bigint" ? String(value) : value,
    );
    if (json !== undefined) {
      return json;
    }
  } catch (cause) {
    throw new CoralError(
      "INVALID_ARGUMENT",
      `the data of event ${JSON.stringify(name)} cannot be written as JSON: ${
        cause instanceof Error ? cause.message.split("\n", 1)[0] : String(cause)
      }`,
      { cause },
    );
  }
  throw new CoralError(
    "INVALID_ARGUMENT",
    `the data of event ${
      JSON.stringify(name)
    } is of type ${typeof data}: give an object, a list or a value`,
  );
}

function severityOf(data: unknown): string {
  const severity = typeof data === "object" && data !== null && "severity" in data
    ? data.severity
    : "";
  return typeof severity === "string" ? severity : "";
}
