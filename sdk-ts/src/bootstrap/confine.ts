// SPDX-License-Identifier: Apache-2.0

// The operating system's part of the sandbox, applied by the process to itself through FFI while it
// still may. Here go, in this order: chroot into an empty directory, setgroups/setresgid/setresuid
// to nobody, then what is below (PR_SET_PDEATHSIG is cleared by a change of uid, so it comes after),
// and a seccomp filter last.

const PR_SET_PDEATHSIG = 1;
const PR_SET_NO_NEW_PRIVS = 38;
const SIGKILL = 9n;

const LIBC = ["libc.so.6", "libc.so", "libc.musl-x86_64.so.1", "libc.musl-aarch64.so.1"];

/** What the process could do about itself. */
export interface Confinement {
  /** Ends with its parent, and can gain no privileges by execve. */
  readonly prctl: boolean;
}

/**
 * Makes the kernel end this process with the thread that started it.
 *
 * @param parentPid the process that started this one; 0 when it is not to be compared
 * @throws {Error} when that process is gone already, or the kernel refuses
 */
export function confine(parentPid: number): Confinement {
  const prctl = Deno.build.os === "linux" && mayUseFfi();
  if (prctl) {
    applyPrctl();
  }
  // after PR_SET_PDEATHSIG: a parent that ended before it would have sent no signal
  if (parentPid !== 0 && Deno.ppid !== parentPid) {
    throw new Error(`the agent's process ${parentPid} is gone`);
  }
  return { prctl };
}

function mayUseFfi(): boolean {
  return Deno.permissions.querySync({ name: "ffi" }).state === "granted";
}

function applyPrctl(): void {
  const libc = openLibc();
  try {
    call(libc, "PR_SET_PDEATHSIG", PR_SET_PDEATHSIG, SIGKILL);
    call(libc, "PR_SET_NO_NEW_PRIVS", PR_SET_NO_NEW_PRIVS, 1n);
  } finally {
    libc.close();
  }
}

type Libc = Deno.DynamicLibrary<typeof SYMBOLS>;

const SYMBOLS = {
  prctl: { parameters: ["i32", "u64", "u64", "u64", "u64"], result: "i32" },
} as const;

function openLibc(): Libc {
  let reason: unknown;
  for (const name of LIBC) {
    try {
      return Deno.dlopen(name, SYMBOLS);
    } catch (error) {
      reason ??= error;
    }
  }
  throw new Error("the C library could not be opened", { cause: reason });
}

function call(libc: Libc, name: string, option: number, argument: bigint): void {
  if (libc.symbols.prctl(option, argument, 0n, 0n, 0n) !== 0) {
    throw new Error(`prctl(${name}) was refused`);
  }
}
