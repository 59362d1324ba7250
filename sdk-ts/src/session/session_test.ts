// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { FakeAgent } from "../../test/fake_agent.ts";
import { context } from "../context/context.ts";
import { CoralError } from "../error/coral_error.ts";
import { attach, connection } from "./session.ts";

Deno.test("is attached once, with the token the agent gave", async () => {
  assert.throws(() => connection(), /not connected to an agent/);

  const agent = new FakeAgent();
  const session = attach(await Deno.connect({ transport: "unix", path: agent.socket }));
  await session.rehearse();
  assert.deepEqual(context, {});
  await assert.rejects(
    session.hello("guess"),
    (error) => error instanceof CoralError && error.code === "UNAUTHENTICATED",
  );
  assert.throws(
    () => attach({} as Deno.UnixConn),
    (error) => error instanceof CoralError && error.code === "PERMISSION_DENIED",
  );

  await session.hello(FakeAgent.TOKEN);
  assert.equal(context.scriptName, "high-latency-alert");
  assert.deepEqual(context.labels, { service: "payments" });
  assert.deepEqual(context.args, { threshold: "500" });
  assert.ok(Object.isFrozen(context) && Object.isFrozen(context.args));

  const keepAlive = setInterval(() => {}, 1000); // heartbeats do not
  // no such method, and later no agent: neither is the script's trouble
  await session.heartbeat(1);
  await agent[Symbol.asyncDispose]();
  await session.heartbeat(1);
  clearInterval(keepAlive);
});
