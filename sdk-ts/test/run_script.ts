// SPDX-License-Identifier: Apache-2.0
import type { Layer } from "../src/bootstrap/layer.ts";
import { FakeAgent } from "./fake_agent.ts";

const ROOT = new URL("..", import.meta.url).pathname;

/** How a script's process ended. */
export interface Ended {
  code: number;
  signal: Deno.Signal | null;
  stdout: string;
  stderr: string;
  /** What the process said of its layers before it knew the script. */
  report: Layer[];
}

/** Settings of {@linkcode startScript}. */
export interface ScriptOptions {
  fileName?: string;
  token?: string;
  heartbeatMs?: number;
  parentPid?: number;
  preload?: string[];
  importMap?: string;
  /** Read permission beside that for the socket. */
  read?: string[];
  ffi?: boolean;
  /** Deno allows everything: only the operating system refuses. */
  keepPermissions?: boolean;
}

/** A script's process. */
export interface Running {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** Closes stdin, as the end of the agent does. */
  closeStdin(): Promise<void>;
  kill(): void;
  /** Resolves once stdout has this text. */
  said(text: string): Promise<void>;
}

/** The flags of every Deno that Coral starts: nothing is fetched, no configuration is read. */
export const OFFLINE = ["--no-remote", "--no-npm", "--no-config", "--no-lock"];

/** Starts a script as the agent does: the built bootstrap, an empty environment, frames on stdin. */
export async function startScript(
  agent: { socket: string; directory: string },
  code: string,
  options: ScriptOptions = {},
): Promise<Running> {
  const { socket, directory } = agent;
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--quiet",
      "--cached-only",
      "--no-code-cache",
      ...OFFLINE,
      `--import-map=${options.importMap ?? `${ROOT}dist/import_map.json`}`,
      "--v8-flags=--max-old-space-size=64",
      ...permissions(socket, options),
      `${ROOT}dist/bootstrap.js`,
    ],
    cwd: directory,
    clearEnv: true,
    env: {
      DENO_DIR: `${directory}/deno`,
      DENO_NO_UPDATE_CHECK: "1",
      DENO_NO_PACKAGE_JSON: "1",
      NO_COLOR: "1",
      DENO_EMIT_CACHE_MODE: "disable",
    },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const stdin = process.stdin.getWriter();
  const stdout = collect(process.stdout);
  const stderr = collect(process.stderr);
  const setup = {
    socket,
    parentPid: options.parentPid ?? Deno.pid,
    preload: options.preload ?? [],
    heartbeatMs: options.heartbeatMs ?? 60_000,
    keepPermissions: options.keepPermissions ?? false,
    confine: { openFiles: 256, ...asNobody(directory) },
  };
  const script = {
    token: options.token ?? FakeAgent.TOKEN,
    fileName: options.fileName ?? "script.ts",
    code,
  };
  try {
    await stdin.write(frame(setup));
    await stdout.has("\n"); // its report
    await stdin.write(frame(script));
  } catch {
    // it gave up before: its end says why
  }
  const tooLong = setTimeout(() => process.kill("SIGKILL"), 20_000);
  const ended = (async (): Promise<Ended> => {
    const [status] = await Promise.all([process.status, stdout.done, stderr.done]);
    clearTimeout(tooLong);
    stdin.close().catch(() => {});
    const [first, ...rest] = stdout.text().split("\n");
    return {
      code: status.code,
      signal: status.signal,
      stdout: rest.join("\n"),
      stderr: stderr.text(),
      report: first ? JSON.parse(first).layers : [],
    };
  })();
  return {
    pid: process.pid,
    ended,
    closeStdin: () => stdin.close(),
    kill: () => process.kill("SIGKILL"),
    said: (text) => stdout.has(text),
  };
}

function permissions(socket: string, options: ScriptOptions): string[] {
  if (options.keepPermissions) {
    return ["--allow-all"];
  }
  return [
    `--allow-net=unix:${socket}`,
    `--allow-read=${[socket, ...options.read ?? []].join(",")}`,
    `--allow-write=${socket}`,
    ...options.ffi === false ? [] : ["--allow-ffi"],
  ];
}

/** As an agent of root does: an empty root directory, and another user. */
function asNobody(directory: string): object {
  if (Deno.uid() !== 0) {
    return {};
  }
  Deno.mkdirSync(`${directory}/empty`, { recursive: true });
  return { root: `${directory}/empty`, user: { uid: 65_534, gid: 65_534 } };
}

/** Runs a script to its end. */
export async function runScript(
  agent: { socket: string; directory: string },
  code: string,
  options: ScriptOptions = {},
): Promise<Ended> {
  return await (await startScript(agent, code, options)).ended;
}

function frame(content: unknown): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(content));
  const bytes = new Uint8Array(4 + json.length);
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, 4);
  return bytes;
}

interface Collected {
  readonly done: Promise<void>;
  text(): string;
  has(text: string): Promise<void>;
}

function collect(stream: ReadableStream<Uint8Array>): Collected {
  let all = "";
  let changed = Promise.withResolvers<void>();
  let ended = false;
  const done = (async (): Promise<void> => {
    for await (const text of stream.pipeThrough(new TextDecoderStream() as never)) {
      all += text;
      changed.resolve();
      changed = Promise.withResolvers();
    }
    ended = true;
    changed.resolve();
  })();
  return {
    done,
    text: () => all,
    async has(text: string): Promise<void> {
      while (!all.includes(text)) {
        if (ended) {
          throw new Error(`the process ended and said only: ${all}`);
        }
        await changed.promise;
      }
    },
  };
}
