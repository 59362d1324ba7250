// SPDX-License-Identifier: Apache-2.0

// The main module of every script's process: it connects to the agent, gives up every permission
// and then loads the user's code from memory, where no import can reach a file. Exit codes: the
// script's own; 1 after an error that the script did not catch; 70 when the script was not started;
// 75 when the agent went away while it ran.

import { __attach as attach, type __Session as Session } from "@coral/sdk";
import { confine } from "./confine.ts";
import { type Core, takeCore } from "./internals.ts";
import type { Layer } from "./layer.ts";
import { revokeEverything } from "./revoke.ts";
import { type CallSite, formatStack } from "./stack_frames.ts";
import { readJsonFrame, type Setup, toScript, toSetup } from "./stdin_frames.ts";
import { describeUncaught } from "./uncaught.ts";
import { warmUp } from "./warm_up.ts";

const EXIT_UNCAUGHT = 1;
const EXIT_NOT_STARTED = 70;
const EXIT_AGENT_GONE = 75;

// the script may replace what it finds on Deno: keep the originals
const { exit, memoryUsage } = Deno;
const stdin = Deno.stdin;
const { stdout, stderr } = Deno;

const KEPT: Layer = {
  name: "permissions",
  on: false,
  detail: "kept, to check the operating system's layers",
};

let core: Core | undefined;

async function start(): Promise<void> {
  const setup = toSetup(await readFrame());
  const session = attach(await Deno.connect({ transport: "unix", path: setup.socket }));
  for (const specifier of setup.preload) {
    await import(specifier);
  }
  await warmUp();
  await session.rehearse();
  core = takeCore();
  const layers = confine(setup.parentPid, setup.confine);
  layers.push(setup.keepPermissions ? KEPT : revokeEverything(setup.socket));
  stdout.writeSync(new TextEncoder().encode(`${JSON.stringify({ layers })}\n`));
  // from here on there may be little time: a script waits
  const { token, fileName, code } = toScript(await readFrame());
  const welcomed = session.hello(token);
  // while the agent answers
  exitWithAgent();
  beat(session, setup);
  const url = toUrl(fileName, code);
  await welcomed;
  run(url, fileName);
}

function readFrame(): Promise<unknown> {
  return readJsonFrame((into) => stdin.read(into));
}

/** Where the script can be loaded from; errors call it by its name. */
function toUrl(fileName: string, code: string): string {
  const url = URL.createObjectURL(new Blob([code], { type: "application/typescript" }));
  nameStacks(url, fileName);
  return url;
}

/** Loads the script; an error that it does not catch ends the process. */
function run(url: string, fileName: string): void {
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    fail(event.error, false);
  });
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    fail(event.reason, true);
  });
  import(url).then(
    () => URL.revokeObjectURL(url),
    (error) => fail(error, false),
  );

  function fail(error: unknown, inPromise: boolean): void {
    print(describeUncaught(error, inPromise).replaceAll(url, fileName));
    exit(EXIT_UNCAUGHT);
  }
}

function nameStacks(url: string, fileName: string): void {
  const hidden = [import.meta.url, import.meta.resolve("@coral/sdk")]
    .flatMap((file) => [file, decodeURIComponent(new URL(file).pathname)]);
  Object.defineProperty(Error, "prepareStackTrace", {
    value: (error: unknown, sites: CallSite[]) =>
      formatStack(error, sites, { url, fileName, hidden }),
    configurable: true,
    writable: true,
  });
}

/** At once too: the agent misses none before the first, and the script may never let one through. */
function beat(session: Session, { heartbeatMs }: Setup): void {
  const send = (): void => void session.heartbeat(memoryUsage().heapUsed);
  send();
  const timer = setInterval(send, heartbeatMs);
  Deno.unrefTimer(timer);
}

/** Stdin stays open as long as the agent lives. */
function exitWithAgent(): void {
  if (core === undefined) {
    return; // the kernel's signal and the socket's end remain
  }
  const reading = core.read(0, new Uint8Array(64));
  core.unrefOpPromise(reading);
  reading.then(
    (count) => count === 0 ? exit(EXIT_AGENT_GONE) : exitWithAgent(),
    () => {}, // the script closed it
  );
}

function print(text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let written = 0; written < bytes.length;) {
    written += stderr.writeSync(bytes.subarray(written));
  }
}

start().catch((error) => {
  const reason = error instanceof Error ? error.message : String(error);
  print(`${reason.split("\n", 1)[0]}\n`);
  exit(EXIT_NOT_STARTED);
});
