// SPDX-License-Identifier: Apache-2.0
import {
  create,
  type DescMessage,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from "@bufbuild/protobuf";
import { attach } from "../src/session/session.ts";
import { FakeAgent } from "./fake_agent.ts";

/** Connects this test file's instance of the SDK to an agent; once per file, as in a script. */
export async function attachedAgent(): Promise<FakeAgent> {
  const agent = new FakeAgent();
  const transport = await Deno.connect({ transport: "unix", path: agent.socket });
  await attach(transport).hello(FakeAgent.TOKEN);
  globalThis.addEventListener(
    "unload",
    () => Deno.removeSync(agent.directory, { recursive: true }),
  );
  return agent;
}

/** Lets the agent answer a method so, and gives the requests that it will have got. */
export function answer<I extends DescMessage, O extends DescMessage>(
  agent: FakeAgent,
  method: string,
  input: I,
  output: O,
  response: MessageInitShape<O>,
): MessageShape<I>[] {
  const requests: MessageShape<I>[] = [];
  agent.methods[method] = ({ payload }) => {
    requests.push(fromBinary(input, payload));
    return toBinary(output, create(output, response));
  };
  return requests;
}
