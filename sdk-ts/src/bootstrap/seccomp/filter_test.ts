// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { ARCHITECTURE, high, low, NUMBER, Verdict } from "./bpf.ts";
import { scriptFilter, toolFilter } from "./filter.ts";
import { type Architecture, architecture } from "./system_calls.ts";

const PID = 4711;
const EPERM = Verdict.errno(1);
const EACCES = Verdict.errno(13);
const ENOSYS = Verdict.errno(38);

/** Runs a program over a call as the kernel does. */
function verdict(
  program: Uint8Array<ArrayBuffer>,
  audit: number,
  number: number,
  args: number[] = [],
): number {
  const code = new DataView(program.buffer);
  const data = new DataView(new ArrayBuffer(64));
  data.setUint32(NUMBER, number, true);
  data.setUint32(ARCHITECTURE, audit, true);
  args.forEach((value, i) => {
    data.setUint32(low(i), value >>> 0, true);
    data.setUint32(high(i), Math.floor(value / 2 ** 32) >>> 0, true);
  });
  let accumulator = 0;
  for (let at = 0;; at++) {
    const k = code.getUint32(at * 8 + 4, true);
    const jump = (taken: boolean): void => {
      at += code.getUint8(at * 8 + (taken ? 2 : 3));
    };
    switch (code.getUint16(at * 8, true)) {
      case 0x20:
        accumulator = data.getUint32(k, true);
        break;
      case 0x54:
        accumulator = (accumulator & k) >>> 0;
        break;
      case 0x15:
        jump(accumulator === k);
        break;
      case 0x35:
        jump(accumulator >= k);
        break;
      case 0x06:
        return k;
      default:
        throw new Error(`instruction ${at} is of no known kind`);
    }
  }
}

for (const name of ["x86_64", "aarch64"]) {
  const arch = architecture(name)!;
  const script = scriptFilter(arch, PID).encode();
  const tool = toolFilter(arch).encode();
  const of = (program: Uint8Array<ArrayBuffer>, call: string, ...args: number[]): number =>
    verdict(program, arch.audit, number(arch, call), args);

  Deno.test(`the filter of scripts on ${name} lets through what a running Deno needs`, () => {
    for (const call of ["read", "write", "mmap", "futex", "epoll_pwait", "sendto", "getrandom"]) {
      assert.equal(of(script, call), Verdict.ALLOW, call);
    }
    assert.equal(of(script, "clone", 0x3d0f00), Verdict.ALLOW, "a thread");
    assert.equal(of(script, "tgkill", PID), Verdict.ALLOW);
    assert.equal(of(script, "prctl", 15), Verdict.ALLOW);
    assert.equal(of(script, "ioctl", 1, 0x5421), Verdict.ALLOW);
    assert.equal(of(script, "prlimit64", 0, 3, 0), Verdict.ALLOW);
  });

  Deno.test(`the filter of scripts on ${name} refuses what leads out`, () => {
    for (const call of ["openat", "openat2", "statx", "readlinkat", "faccessat", "getcwd"]) {
      assert.equal(of(script, call), EACCES, call);
    }
    for (const call of ["socket", "connect", "bind", "ptrace", "kill", "mount", "bpf", "unshare"]) {
      assert.equal(of(script, call), EPERM, call);
    }
    assert.equal(of(script, "clone3"), ENOSYS);
    assert.equal(of(script, "clone", 17), EPERM, "a fork");
    assert.equal(of(script, "clone", 0x3d0f00 | 0x10000000), EPERM, "a user namespace");
    assert.equal(of(script, "tgkill", PID + 1), EPERM);
    assert.equal(of(script, "prctl", 22), EPERM);
    assert.equal(of(script, "ioctl", 1, 0x5412), EPERM, "TIOCSTI");
    assert.equal(of(script, "prlimit64", 0, 3, 0x7fff_0000_0000), EPERM, "new limits");
    assert.equal(of(script, "prlimit64", 1, 3, 0), EPERM, "another process");
    assert.equal(verdict(script, arch.audit, 4000), EPERM, "a call of tomorrow");
  });

  Deno.test(`the filter of tools on ${name} takes network and processes`, () => {
    assert.equal(of(tool, "openat"), Verdict.ALLOW);
    assert.equal(of(tool, "clone", 0x3d0f00), Verdict.ALLOW);
    for (const call of ["socket", "ptrace", "mount", "keyctl", "io_uring_setup"]) {
      assert.equal(of(tool, call), EPERM, call);
    }
    assert.equal(of(tool, "clone", 17), EPERM);
  });

  Deno.test(`calls of another convention than ${name} are none`, () => {
    assert.equal(verdict(script, 0x40000003, 1), Verdict.KILL_PROCESS, "i386");
    if (arch.foreignFrom > 0) {
      assert.equal(verdict(script, arch.audit, arch.foreignFrom + 1), EPERM, "x32");
    }
  });
}

function number(arch: Architecture, call: string): number {
  const found = arch.numbers[call];
  assert.notEqual(found, undefined, call);
  return found!;
}
