// SPDX-License-Identifier: Apache-2.0
import { ARCHITECTURE, high, low, NUMBER, Program, Verdict } from "./bpf.ts";
import type { Architecture } from "./system_calls.ts";

const EPERM = 1;
const EACCES = 13;
const ENOSYS = 38;

/**
 * All that a process may call which has its code, its connection and its standard streams; whatever
 * is not here fails with EPERM. There is no way to open a file, to make or connect a socket, to
 * start a process or a program, or to signal one.
 */
const ALLOWED: readonly (readonly string[])[] = [
  // memory, and machine code that V8 makes of a script; no file can be mapped, as none is open
  ["mmap", "munmap", "mprotect", "pkey_mprotect", "mremap", "madvise", "brk", "membarrier"],
  // the streams and the connection that are open
  ["read", "write", "readv", "writev", "recvfrom", "sendto", "shutdown", "close", "fcntl", "lseek"],
  // waiting
  ["futex", "epoll_wait", "epoll_pwait", "epoll_pwait2", "epoll_ctl", "epoll_create1", "eventfd2"],
  ["poll", "ppoll", "nanosleep", "clock_nanosleep", "sched_yield", "restart_syscall"],
  // clocks, random numbers, its own use of the machine
  ["clock_gettime", "clock_getres", "gettimeofday", "time", "times", "getrandom", "getrusage"],
  ["sysinfo", "getcpu", "sched_getaffinity", "sched_getparam", "sched_getscheduler"],
  // who it is
  ["getpid", "getppid", "gettid", "getuid", "geteuid", "getgid", "getegid", "umask"],
  // threads begin and end, signals of its own faults are handled
  ["set_robust_list", "rseq", "set_tid_address", "exit", "exit_group"],
  ["rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack"],
];

/** What names a file fails as if the file might not be read, which programs expect. */
const FILES = [
  ...["open", "openat", "openat2", "creat", "stat", "lstat", "newfstatat", "statx", "fstat"],
  ...["access", "faccessat", "faccessat2", "readlink", "readlinkat", "getcwd"],
];

const THREAD = 0x100 | 0x800 | 0x10000; // CLONE_VM, CLONE_SIGHAND, CLONE_THREAD
const NO_THREAD = 0x7e022000; // CLONE_NEW…, CLONE_PTRACE

const PR_SET_NAME = 15;
const PR_SET_VMA = 0x53564d41;

const FIONBIO = 0x5421;
const FIOCLEX = 0x5451;
const TCGETS = 0x5401; // what isatty(3) asks

/**
 * The filter of a script's process.
 *
 * @param pid its own, the only one that it may signal, as abort(3) does
 */
export function scriptFilter(arch: Architecture, pid: number): Program {
  const { numbers } = arch;
  const program = new Program()
    .load(ARCHITECTURE)
    .ifEqual(arch.audit, "next", Verdict.KILL_PROCESS)
    .load(NUMBER);
  if (arch.foreignFrom > 0) {
    program.ifAtLeast(arch.foreignFrom, Verdict.errno(EPERM));
  }
  for (const name of ALLOWED.flat()) {
    if (name in numbers) {
      program.ifEqual(numbers[name]!, Verdict.ALLOW);
    }
  }
  for (const name of FILES) {
    if (name in numbers) {
      program.ifEqual(numbers[name]!, Verdict.errno(EACCES));
    }
  }
  // its flags are in memory, where a filter cannot see them: the C library falls back to clone
  program.ifEqual(numbers.clone3!, Verdict.errno(ENOSYS));
  when(
    program,
    numbers.clone!,
    (then) =>
      then.load(low(0)).and(THREAD | NO_THREAD).ifEqual(THREAD, Verdict.ALLOW)
        .end(Verdict.errno(EPERM)),
  );
  when(
    program,
    numbers.prctl!,
    (then) =>
      then.load(low(0)).ifEqual(PR_SET_NAME, Verdict.ALLOW).ifEqual(PR_SET_VMA, Verdict.ALLOW)
        .end(Verdict.errno(EPERM)),
  );
  when(
    program,
    numbers.ioctl!,
    (then) =>
      then.load(low(1)).ifEqual(FIONBIO, Verdict.ALLOW).ifEqual(FIOCLEX, Verdict.ALLOW)
        .ifEqual(TCGETS, Verdict.ALLOW).end(Verdict.errno(EPERM)),
  );
  when(
    program,
    numbers.tgkill!,
    (then) => then.load(low(0)).ifEqual(pid, Verdict.ALLOW).end(Verdict.errno(EPERM)),
  );
  // limits may be read, not set: no new ones, of its own process
  when(
    program,
    numbers.prlimit64!,
    (then) =>
      then.load(low(2)).ifEqual(0, "next", Verdict.errno(EPERM)).load(high(2))
        .ifEqual(0, "next", Verdict.errno(EPERM)).load(low(0)).ifEqual(0, Verdict.ALLOW)
        .ifEqual(pid, Verdict.ALLOW).end(Verdict.errno(EPERM)),
  );
  return program.end(Verdict.errno(EPERM));
}

/** Runs `then`, which ends with a verdict, for this call only. */
function when(program: Program, number: number, then: (program: Program) => Program): void {
  const length = then(new Program()).length;
  program.ifEqualElseSkip(number, length);
  then(program);
}
