// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import {
  type EmitRequest,
  EmitRequestSchema,
  EmitResponseSchema,
} from "../../target/gen/coral/sdk/v1/methods_pb.ts";
import { answer, attachedAgent } from "../../test/attached_agent.ts";
import { CoralError } from "../error/coral_error.ts";
import { emit } from "./emit.ts";

const agent = await attachedAgent();

function events(): EmitRequest[] {
  return answer(agent, "emit", EmitRequestSchema, EmitResponseSchema, { sequence: 1n });
}

Deno.test("sends data as JSON, the severity taken from it", async () => {
  const requests = events();
  await emit("alert", { severity: "warning", p99: 650, rate: NaN, id: 7n });
  assert.deepEqual(
    [requests[0]?.name, requests[0]?.severity, requests[0]?.data],
    ["alert", "warning", '{"severity":"warning","p99":650,"rate":null,"id":"7"}'],
  );
});

Deno.test("prefers the severity that is given beside the data", async () => {
  const requests = events();
  await emit("alert", { severity: "warning" }, "critical");
  await emit("note");
  await emit("note", "just text");
  await emit("note", null);
  await emit("note", { severity: 3 });
  assert.deepEqual(requests.map(({ severity }) => severity), ["critical", "", "", "", ""]);
  assert.deepEqual(requests.map(({ data }) => data).slice(1, 4), ["{}", '"just text"', "null"]);
});

Deno.test("refuses what is no JSON and an event without a name", async () => {
  const loop: Record<string, unknown> = {};
  loop.self = loop;
  for (const data of [loop, () => 1, Symbol("x")]) {
    await assert.rejects(
      emit("alert", data),
      (error) =>
        error instanceof CoralError && error.code === "INVALID_ARGUMENT" &&
        error.message.startsWith('the data of event "alert" ') && !error.message.includes("\n"),
    );
  }
  await assert.rejects(emit(""), /name "" will not do/);
});
