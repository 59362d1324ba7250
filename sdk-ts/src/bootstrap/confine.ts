// SPDX-License-Identifier: Apache-2.0

// The operating system's part of the sandbox, applied by the process to itself through FFI while it
// still may.

import type { Layer } from "./layer.ts";
import { cString, type Libc, openLibc, succeed } from "./libc.ts";
import { dieWithParent, forbidDumps, limit, renouncePrivileges } from "./own_process.ts";
import { scriptFilter } from "./seccomp/filter.ts";
import { install } from "./seccomp/install.ts";
import type { Confinement } from "./stdin_frames.ts";

const NAMES = ["chroot", "user", "rlimits", "parent-death", "no-new-privs", "seccomp"] as const;

/**
 * Puts on every layer that the machine allows, and says which.
 *
 * @param parentPid the process that started this one; 0 when it is not to be compared
 * @throws {Error} when that process is gone already
 */
export function confine(parentPid: number, wanted: Confinement): Layer[] {
  let libc: Libc;
  try {
    libc = openLibc();
  } catch (error) {
    requireParent(parentPid);
    return NAMES.map((name) => ({ name, on: false, detail: reason(error) }));
  }
  try {
    return layers(libc, parentPid, wanted);
  } finally {
    libc.close();
  }
}

/** The order matters: root needs the user's rights, and a change of user clears the signal. */
function layers(libc: Libc, parentPid: number, wanted: Confinement): Layer[] {
  const { symbols } = libc;
  const done: Layer[] = [];
  const put = (name: (typeof NAMES)[number], detail: string, apply: () => void): void => {
    try {
      apply();
      done.push({ name, on: true, detail });
    } catch (error) {
      done.push({ name, on: false, detail: reason(error) });
    }
  };

  put("chroot", "an empty directory is its root", () => {
    const root = asked(wanted.root, "its agent is not root");
    succeed(libc, `chroot("${root}")`, symbols.chroot(cString(root)));
    succeed(libc, `chdir("/")`, symbols.chdir(cString("/")));
  });
  put("user", "it is nobody", () => {
    const { uid, gid } = asked(wanted.user, "its agent is not root");
    succeed(libc, "setgroups", symbols.setgroups(0n, null));
    succeed(libc, `setresgid(${gid})`, symbols.setresgid(gid, gid, gid));
    succeed(libc, `setresuid(${uid})`, symbols.setresuid(uid, uid, uid));
  });
  put("rlimits", "no file can be written, no core dumped, few descriptors opened", () => {
    limit(libc, "fsize", 0);
    limit(libc, "core", 0);
    limit(libc, "nofile", wanted.openFiles);
    if (wanted.dataBytes !== undefined) {
      limit(libc, "data", wanted.dataBytes);
    }
  });
  put("parent-death", "it is killed when its agent ends", () => {
    forbidDumps(libc);
    dieWithParent(libc);
  });
  // after the signal was set: a parent that ended before it would have sent none
  requireParent(parentPid);
  put("no-new-privs", "nothing that it could start gains privileges", () => {
    renouncePrivileges(libc);
  });
  put("seccomp", "it can open no file, make no socket, start no process", () => {
    install(libc, scriptFilter);
  });
  return done;
}

function requireParent(pid: number): void {
  if (pid !== 0 && Deno.ppid !== pid) {
    throw new Error(`the agent's process ${pid} is gone`);
  }
}

function asked<T>(value: T | undefined, whyNot: string): T {
  if (value === undefined) {
    throw new Error(whyNot);
  }
  return value;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
