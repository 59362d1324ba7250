// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { FakeAgent, type TestMethod } from "../../test/fake_agent.ts";
import { CoralError } from "../error/coral_error.ts";
import { Connection } from "./connection.ts";
import { MAX_FRAME_BYTES } from "./frame_codec.ts";
import type { Transport } from "./transport.ts";

const NOTHING = new Uint8Array(0);

async function connected(
  methods: Record<string, TestMethod>,
  use: (connection: Connection, agent: FakeAgent) => Promise<void>,
): Promise<void> {
  await using agent = new FakeAgent(methods);
  const connection = new Connection(
    await Deno.connect({ transport: "unix", path: agent.socket }),
  );
  try {
    await use(connection, agent);
  } finally {
    connection.close();
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

function isUnavailable(error: unknown): boolean {
  return error instanceof CoralError && error.code === "UNAVAILABLE" && error.retryable;
}

Deno.test("answers concurrent calls in whatever order they come", async () => {
  const waiting: (() => void)[] = [];
  const echo: TestMethod = ({ payload }) =>
    new Promise((resolve) => {
      waiting.unshift(() => resolve(payload));
      if (waiting.length === 50) {
        waiting.forEach((answer) => answer());
      }
    });
  await connected({ echo }, async (connection) => {
    const calls = Array.from(
      { length: 50 },
      (_, index) => connection.call("echo", Uint8Array.of(index)),
    );
    const answers = await Promise.all(calls);
    assert.deepEqual(answers.map(([index]) => index), calls.map((_, index) => index));
  });
});

Deno.test("lets calls wait that are more than the agent answers at once", async () => {
  const answers: (() => void)[] = [];
  const hold: TestMethod = ({ payload }) =>
    new Promise((resolve) => answers.push(() => resolve(payload)));
  await connected({ hold }, async (connection, agent) => {
    await connection.hello(FakeAgent.TOKEN);
    const abort = new AbortController();
    const call = (n: number, signal?: AbortSignal): Promise<Uint8Array> =>
      connection.call("hold", Uint8Array.of(n), { signal });
    const first = Array.from({ length: FakeAgent.MOST }, (_, n) => call(n));
    const cancelled = call(99, abort.signal);
    const rest = [call(10), call(11)];
    const beat = connection.call("hold", NOTHING, { background: true });
    await until(() => answers.length === FakeAgent.MOST + 1);
    abort.abort();
    await assert.rejects(cancelled, (error) => (error as CoralError).code === "CANCELLED");

    answers.forEach((answer) => answer());
    await Promise.all([...first, beat]);
    await until(() => answers.length === FakeAgent.MOST + 3);
    answers.forEach((answer) => answer());
    assert.deepEqual((await Promise.all(rest)).map(([n]) => n), [10, 11]);
    assert.equal(agent.calls.length, FakeAgent.MOST + 3);
  });
});

Deno.test("a call that waits for its turn learns that the agent is gone", async () => {
  const hold: TestMethod = () => new Promise(() => {});
  await connected({ hold }, async (connection) => {
    await connection.hello(FakeAgent.TOKEN);
    const calls = Array.from(
      { length: 2 * FakeAgent.MOST },
      () => connection.call("hold", NOTHING),
    );
    connection.close();
    for (const call of calls) {
      await assert.rejects(call, isUnavailable);
    }
  });
});

Deno.test("streams elements and gives the closing value", async () => {
  const count: TestMethod = (call) => {
    for (let n = 0; n < 3; n++) {
      call.next(Uint8Array.of(n));
    }
    return Uint8Array.of(99);
  };
  await connected({ count }, async (connection) => {
    const stream = connection.stream("count", NOTHING);
    const elements: number[] = [];
    let step;
    while (!(step = await stream.next()).done) {
      elements.push(step.value[0]!);
    }
    assert.deepEqual(elements, [0, 1, 2]);
    assert.deepEqual([...step.value], [99]);
  });
});

Deno.test("cancels a stream that is left early", async () => {
  const cancelled = Promise.withResolvers<void>();
  const endless: TestMethod = (call) => {
    call.signal.addEventListener("abort", () => cancelled.resolve());
    call.next(Uint8Array.of(1));
    return new Promise(() => {});
  };
  await connected({ endless }, async (connection) => {
    for await (const element of connection.stream("endless", NOTHING)) {
      assert.deepEqual([...element], [1]);
      break;
    }
    await cancelled.promise;
  });
});

Deno.test("pauses reading for a slow stream, and never for somebody who waits", async () => {
  let sent = 0;
  const flood: TestMethod = (call) => {
    for (let n = 0; n < 40; n++) {
      call.next(new Uint8Array(1024 * 1024));
      sent++;
    }
    return NOTHING;
  };
  const echo: TestMethod = ({ payload }) => payload;
  await using agent = new FakeAgent({ flood, echo });
  const socket = await Deno.connect({ transport: "unix", path: agent.socket });
  let received = 0;
  const counting: Transport = {
    read: async (into) => {
      const count = await socket.read(into);
      received += count ?? 0;
      return count;
    },
    write: (from) => socket.write(from),
    close: () => socket.close(),
    ref: () => socket.ref(),
    unref: () => socket.unref(),
  };
  const connection = new Connection(counting);
  const stream = connection.stream("flood", NOTHING);
  await stream.next();
  const settled = async (): Promise<number> => {
    for (let before = -1; before !== received;) {
      before = received;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return received;
  };
  assert.ok(await settled() < 12 * 1024 * 1024, `${received} bytes were read ahead`);
  // its answer is behind the flood
  assert.deepEqual([...await connection.call("echo", Uint8Array.of(7))], [7]);
  let elements = 1;
  for await (const _ of stream) {
    elements++;
  }
  assert.equal(elements, sent);
  connection.close();
});

Deno.test("rejects what is open and what comes later when the agent hangs up", async () => {
  const methods: Record<string, TestMethod> = {
    wait: () => new Promise(() => {}),
    hangUp: (call) => {
      call.hangUp();
      return new Promise(() => {});
    },
  };
  await connected(methods, async (connection) => {
    const open = [
      connection.call("wait", NOTHING),
      connection.stream("wait", NOTHING).next(),
      connection.call("hangUp", NOTHING),
    ];
    for (const result of await Promise.allSettled(open)) {
      assert.equal(result.status, "rejected");
      assert.ok(isUnavailable((result as PromiseRejectedResult).reason));
    }
    await assert.rejects(connection.call("wait", NOTHING), isUnavailable);
    await assert.rejects(connection.stream("wait", NOTHING).next(), isUnavailable);
  });
});

Deno.test("refuses a request that is too large, and goes on", async () => {
  await connected({ echo: ({ payload }) => payload }, async (connection) => {
    await assert.rejects(
      connection.call("echo", new Uint8Array(MAX_FRAME_BYTES)),
      (error) => error instanceof CoralError && error.code === "LIMIT_EXCEEDED",
    );
    assert.deepEqual([...await connection.call("echo", Uint8Array.of(1))], [1]);
  });
});

Deno.test("takes what is no frame for the end of the connection", async () => {
  let reads = 0;
  const garbage: Transport = {
    read: (into) => {
      into.set([3, 0, 0, 0, 255, 255, 255]);
      return Promise.resolve(reads++ === 0 ? 7 : null);
    },
    write: (from) => Promise.resolve(from.length),
    close: () => {},
    ref: () => {},
    unref: () => {},
  };
  await assert.rejects(new Connection(garbage).call("x", NOTHING), isUnavailable);
});

Deno.test("rejects when writing is not possible", async () => {
  const broken: Transport = {
    read: () => new Promise(() => {}),
    write: () => Promise.reject(new Error("Broken pipe")),
    close: () => {},
    ref: () => {},
    unref: () => {},
  };
  await assert.rejects(new Connection(broken).call("x", NOTHING), /is gone: Broken pipe/);
});

Deno.test("keeps the process alive while a request is open, and only then", async () => {
  const refs: string[] = [];
  const echo: TestMethod = ({ payload }) => payload;
  await using agent = new FakeAgent({ echo });
  const socket = await Deno.connect({ transport: "unix", path: agent.socket });
  const connection = new Connection({
    read: (into) => socket.read(into),
    write: (from) => socket.write(from),
    close: () => socket.close(),
    ref: () => refs.push("ref"),
    unref: () => refs.push("unref"),
  });
  await connection.call("echo", NOTHING, { background: true });
  assert.deepEqual(refs, ["unref"]);
  await Promise.all([connection.call("echo", NOTHING), connection.call("echo", NOTHING)]);
  assert.deepEqual(refs, ["unref", "ref", "unref"]);
  connection.close();
});
