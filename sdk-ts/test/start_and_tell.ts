// SPDX-License-Identifier: Apache-2.0

// A starter of scripts that can be killed: starts one that never yields and prints its pid.

import { startScript } from "./run_script.ts";

const socket = Deno.env.get("SOCKET")!;
const directory = Deno.env.get("DIRECTORY")!;
const script = await startScript({ socket, directory }, `console.log("up"); for (;;) {}`);
await script.said("up");
console.log(script.pid);
