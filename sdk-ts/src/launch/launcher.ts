// SPDX-License-Identifier: Apache-2.0

// Starts another Deno that checks an untrusted source: takes from this thread what that one does
// not need, and becomes it. Its only argument is JSON, see Launch. A layer that the machine lacks is
// left out; one line on standard error, before the other begins, says which.

import { address, cString, openLibc, succeed } from "../bootstrap/libc.ts";
import { dieWithParent, limit, renouncePrivileges } from "../bootstrap/own_process.ts";
import { toolFilter } from "../bootstrap/seccomp/filter.ts";
import { install } from "../bootstrap/seccomp/install.ts";
import { type Paths, restrictTo } from "./landlock.ts";
import { ownFiles } from "./mounts.ts";

interface Launch {
  /** Program and arguments; the first is a path. */
  command: string[];
  environment: Record<string, string>;
  paths: Paths;
  /** Where it starts; one of the paths. */
  directory: string;
  /** For root only: whom to become, and an empty directory to build a file system on. */
  user?: { uid: number; gid: number; root: string };
  cpuSeconds: number;
  fileBytes: number;
  openFiles: number;
  memoryBytes: number;
}

const CLONE_NEWNET = 0x40000000;
const CLONE_NEWIPC = 0x08000000;

const launch: Launch = JSON.parse(Deno.args[0]!);
const libc = openLibc();
const on: string[] = [];
const off: string[] = [];

if (launch.user) {
  const { uid, gid, root } = launch.user;
  put("network", () => succeed(libc, "unshare", libc.symbols.unshare(CLONE_NEWNET | CLONE_NEWIPC)));
  // without files of its own, nobody could not reach what it is to check
  if (put("mounts", () => ownFiles(libc, root, launch.paths))) {
    succeed(libc, `chdir("${launch.directory}")`, libc.symbols.chdir(cString(launch.directory)));
    put("user", () => {
      succeed(libc, "setgroups", libc.symbols.setgroups(0n, null));
      succeed(libc, "setresgid", libc.symbols.setresgid(gid, gid, gid));
      succeed(libc, "setresuid", libc.symbols.setresuid(uid, uid, uid));
    });
  }
}
put("rlimits", () => {
  limit(libc, "cpu", launch.cpuSeconds);
  limit(libc, "fsize", launch.fileBytes);
  limit(libc, "data", launch.memoryBytes);
  limit(libc, "core", 0);
  limit(libc, "nofile", launch.openFiles);
});
put("parent-death", () => dieWithParent(libc));
put("no-new-privs", () => renouncePrivileges(libc));
put("landlock", () => restrictTo(libc, withProc(launch.paths)));
put("seccomp", () => install(libc, toolFilter));
console.error(`layers on: ${on.join(", ")}; off: ${off.join(", ") || "none"}`);
become(launch.command, launch.environment);

/** Deno asks for itself and for memory. Command lines of others are anybody's to read elsewhere. */
function withProc({ run, read, write }: Paths): Paths {
  return { run, read: [...read, "/proc/self", "/proc/meminfo"], write };
}

function put(name: string, apply: () => void): boolean {
  try {
    apply();
    on.push(name);
    return true;
  } catch (error) {
    off.push(`${name} (${error instanceof Error ? error.message : error})`);
    return false;
  }
}

/** By execve: all other threads end, and what this one gave up stays given up. */
function become(command: string[], environment: Record<string, string>): never {
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const held: Uint8Array[] = [];
  const result = libc.symbols.execve(
    cString(command[0]!),
    pointers(command, held),
    pointers(variables, held),
  );
  succeed(libc, `execve("${command[0]}")`, result);
  throw new Error("execve returned");
}

/** An array of C strings that ends with a null pointer; `held` keeps them from being collected. */
function pointers(texts: readonly string[], held: Uint8Array[]): BigUint64Array<ArrayBuffer> {
  return new BigUint64Array([
    ...texts.map((text) => {
      const bytes = cString(text);
      held.push(bytes);
      return address(bytes);
    }),
    0n,
  ]);
}
