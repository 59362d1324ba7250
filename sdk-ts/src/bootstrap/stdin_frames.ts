// SPDX-License-Identifier: Apache-2.0

/** What the agent says when it starts a process, maybe before it knows the script. */
export interface Setup {
  /** The agent's Unix socket. */
  socket: string;
  /** The process that started this one; 0 when it is not to be compared. */
  parentPid: number;
  /** Modules to load while files may still be read. */
  preload: string[];
  heartbeatMs: number;
  /** Whether Deno's layer is left out, to check that the operating system's holds alone. */
  keepPermissions: boolean;
  confine: Confinement;
}

/** What the operating system is to take from the process. */
export interface Confinement {
  /** An empty directory to make the root; undefined: the agent may not. */
  root?: string;
  /** Whom to become; undefined: the agent may not. */
  user?: { uid: number; gid: number };
  openFiles: number;
  /** Of allocated memory; undefined: a control group limits it. */
  dataBytes?: number;
}

const DEFAULT_CONFINEMENT: Confinement = { openFiles: 256 };

/** What the agent says once there is a script to run. */
export interface Script {
  /** Good for one connection. */
  token: string;
  /** How stack traces name the source. */
  fileName: string;
  /** TypeScript. */
  code: string;
}

/** A source has at most 1 MB; JSON makes six bytes out of one at worst. */
const MAX_BYTES = 8 * 1024 * 1024;

/** Reads a u32 little-endian length and so many bytes of JSON. */
export async function readJsonFrame(
  read: (into: Uint8Array) => Promise<number | null>,
): Promise<unknown> {
  const header = await readFully(read, 4);
  const length = new DataView(header.buffer).getUint32(0, true);
  if (length > MAX_BYTES) {
    throw new Error(`a frame of ${length} bytes on stdin is too long: at most ${MAX_BYTES}`);
  }
  const bytes = await readFully(read, length);
  const json = JSON.parse(new TextDecoder().decode(bytes));
  bytes.fill(0); // there may be a token in it
  return json;
}

/** Checks the first frame. */
export function toSetup(json: unknown): Setup {
  const setup = json as Partial<Setup>;
  const { socket, parentPid = 0, preload = [], heartbeatMs = 10_000 } = setup;
  const { keepPermissions = false, confine = DEFAULT_CONFINEMENT } = setup;
  if (
    typeof socket !== "string" || typeof parentPid !== "number" ||
    typeof heartbeatMs !== "number" || !(heartbeatMs > 0) ||
    !Array.isArray(preload) || !preload.every((item) => typeof item === "string") ||
    typeof keepPermissions !== "boolean" || typeof confine?.openFiles !== "number"
  ) {
    throw new Error(
      "the first frame on stdin is not " +
        "{socket, parentPid, preload, heartbeatMs, keepPermissions, confine}",
    );
  }
  return { socket, parentPid, preload, heartbeatMs, keepPermissions, confine };
}

/** Checks the second frame. */
export function toScript(json: unknown): Script {
  const { token, fileName, code } = json as Partial<Script>;
  if (typeof token !== "string" || typeof fileName !== "string" || typeof code !== "string") {
    throw new Error("the second frame on stdin is not {token, fileName, code}");
  }
  return { token, fileName, code };
}

async function readFully(
  read: (into: Uint8Array) => Promise<number | null>,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  for (let filled = 0; filled < length;) {
    const count = await read(bytes.subarray(filled));
    if (count === null) {
      throw new Error("stdin ended before the script was given");
    }
    filled += count;
  }
  return bytes;
}
