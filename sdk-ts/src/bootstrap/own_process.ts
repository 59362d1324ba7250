// SPDX-License-Identifier: Apache-2.0

// What a process asks of the kernel about itself, see prctl(2) and setrlimit(2).

import { type Libc, succeed } from "./libc.ts";

const PR_SET_PDEATHSIG = 1;
const PR_SET_DUMPABLE = 4;
const PR_SET_NO_NEW_PRIVS = 38;
const SIGKILL = 9n;

/** The numbers of setrlimit(2), the same on every architecture that Deno runs on. */
const RESOURCES = { cpu: 0, fsize: 1, data: 2, core: 4, nofile: 7 } as const;

/** Sets a soft and a hard limit, which it cannot raise again. */
export function limit(libc: Libc, resource: keyof typeof RESOURCES, value: number): void {
  const limits = new BigUint64Array(2).fill(BigInt(value));
  succeed(libc, `setrlimit(${resource})`, libc.symbols.setrlimit(RESOURCES[resource], limits));
}

/** It gets SIGKILL when the thread that started it ends. */
export function dieWithParent(libc: Libc): void {
  prctl(libc, "PR_SET_PDEATHSIG", PR_SET_PDEATHSIG, SIGKILL);
}

/** Others of its user can neither trace it nor read its memory. */
export function forbidDumps(libc: Libc): void {
  prctl(libc, "PR_SET_DUMPABLE", PR_SET_DUMPABLE, 0n);
}

/** Nothing that it executes gains privileges. */
export function renouncePrivileges(libc: Libc): void {
  prctl(libc, "PR_SET_NO_NEW_PRIVS", PR_SET_NO_NEW_PRIVS, 1n);
}

function prctl(libc: Libc, name: string, option: number, argument: bigint): void {
  succeed(libc, name, libc.symbols.prctl(option, argument, 0n, 0n, 0n));
}
