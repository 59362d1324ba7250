// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import {
  FunctionsRequestSchema,
  FunctionsResponseSchema,
} from "../../target/gen/coral/sdk/v1/methods_pb.ts";
import { answer, attachedAgent } from "../../test/attached_agent.ts";
import * as functions from "./mod.ts";

const agent = await attachedAgent();
const WIRE = {
  service: "payments",
  name: "ProcessPayment",
  module: "payments",
  file: "pay.go",
  line: 12,
  language: "go",
  address: 0x4a2f10n,
};

Deno.test("lists functions, their address in hexadecimal", async () => {
  answer(agent, "functions.list", FunctionsRequestSchema, FunctionsResponseSchema, {
    functions: [WIRE, { ...WIRE, address: 0n }],
  });
  const found = await functions.list("payments");
  assert.deepEqual(found[0], { ...WIRE, address: "0x4a2f10" });
  assert.equal(found[1]?.address, "");
});

Deno.test("gives null for a function that is not known", async () => {
  const requests = answer(
    agent,
    "functions.get",
    FunctionsRequestSchema,
    FunctionsResponseSchema,
    {},
  );
  assert.equal(await functions.get("payments", "Nope"), null);
  assert.deepEqual([requests[0]?.service, requests[0]?.name], ["payments", "Nope"]);
});
