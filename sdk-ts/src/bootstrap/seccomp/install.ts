// SPDX-License-Identifier: Apache-2.0
import { address, type Libc, succeed } from "../libc.ts";
import type { Program } from "./bpf.ts";
import { type Architecture, architecture } from "./system_calls.ts";

const SECCOMP_SET_MODE_FILTER = 1n;
const SECCOMP_FILTER_FLAG_TSYNC = 1n;

/**
 * Filters the system calls of all threads, those to come too, for good.
 *
 * @param filter for an architecture and this process's id
 * @throws {Error} where the kernel or the processor does not know how
 */
export function install(libc: Libc, filter: (arch: Architecture, pid: number) => Program): void {
  const arch = architecture();
  if (arch === undefined) {
    throw new Error(`no filter is known for the processor ${Deno.build.arch}`);
  }
  const instructions = filter(arch, libc.symbols.getpid()).encode();
  // struct sock_fprog {unsigned short len; struct sock_filter *filter;}
  const program = new BigUint64Array(2);
  new DataView(program.buffer).setUint16(0, instructions.length / 8, true);
  program[1] = address(instructions);
  const result = libc.symbols.syscall(
    BigInt(arch.numbers.seccomp!),
    SECCOMP_SET_MODE_FILTER,
    SECCOMP_FILTER_FLAG_TSYNC,
    address(program),
    0n,
  );
  succeed(libc, "seccomp", result);
}
