// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import {
  CpuResponseSchema,
  FileHashRequestSchema,
  FileHashResponseSchema,
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

Deno.test("gives a file's hash, size and time", async () => {
  const requests = answer(
    agent,
    "system.fileHash",
    FileHashRequestSchema,
    FileHashResponseSchema,
    { sha256: "ab".repeat(32), size: 3n, modifiedUnixMs: 1_700_000_000_123n },
  );
  assert.deepEqual(await system.fileHash("/etc/app.yaml"), {
    sha256: "ab".repeat(32),
    size: 3,
    modifiedAt: new Date(1_700_000_000_123),
  });
  assert.deepEqual(requests.map((request) => request.path), ["/etc/app.yaml"]);
});

Deno.test("asks for no file without a path", async () => {
  await assert.rejects(system.fileHash(""), { code: "INVALID_ARGUMENT" });
});
