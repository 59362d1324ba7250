// SPDX-License-Identifier: Apache-2.0

/** As much of Deno's core as is needed: there is no public way to read without keeping the loop. */
export interface Core {
  read(rid: number, into: Uint8Array): Promise<number>;
  unrefOpPromise(promise: Promise<unknown>): void;
}

/**
 * Takes Deno's core, with which the connection and the standard streams could be read and written
 * past the SDK, from where a script would find it. What it could do with it the agent refuses; this
 * keeps accidents and copied tricks away.
 */
export function takeCore(): Core | undefined {
  // deno-lint-ignore no-explicit-any -- not in Deno's types
  const deno = Deno as any;
  const core: Core | undefined = deno[deno.internal]?.core;
  delete deno[deno.internal];
  // it would end the process with a panic, as there is no /proc to ask
  Object.defineProperty(Deno, "execPath", { value: () => "deno", configurable: true });
  return core;
}
