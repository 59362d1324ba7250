// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import {
  CpuResponseSchema,
  HostResponseSchema,
  MemoryResponseSchema,
  SystemRequestSchema,
} from "../../target/gen/coral/sdk/v1/methods_pb.ts";
import { answer, attachedAgent } from "../../test/attached_agent.ts";
import * as system from "./mod.ts";

const agent = await attachedAgent();

Deno.test("gives the processors' usage by the names of the specification", async () => {
  answer(agent, "system.getCPU", SystemRequestSchema, CpuResponseSchema, {
    usagePercent: 12.5,
    cores: 4,
    load1m: 0.5,
  });
  const cpu = await system.getCPU();
  assert.deepEqual([cpu.usage_percent, cpu.cores, cpu.load_1m], [12.5, 4, 0.5]);
});

Deno.test("gives memory in bytes, as numbers", async () => {
  answer(agent, "system.getMemory", SystemRequestSchema, MemoryResponseSchema, {
    total: 8n * 2n ** 30n,
    used: 2n ** 30n,
  });
  const memory = await system.getMemory();
  assert.equal(memory.used / memory.total, 0.125);
});

Deno.test("names the host", async () => {
  answer(agent, "system.getHost", SystemRequestSchema, HostResponseSchema, { hostname: "host-1" });
  assert.equal((await system.getHost()).hostname, "host-1");
});
