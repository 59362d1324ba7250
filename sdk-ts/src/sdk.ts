// SPDX-License-Identifier: Apache-2.0

// What is bundled: the public module, and what the bootstrap needs to connect it. The latter is in
// no declaration file and works once.
export * from "./mod.ts";
export { attach as __attach, type Session as __Session } from "./session/session.ts";
