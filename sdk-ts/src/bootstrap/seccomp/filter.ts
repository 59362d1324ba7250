// SPDX-License-Identifier: Apache-2.0
import { ARCHITECTURE, high, low, NUMBER, Program, Verdict } from "./bpf.ts";
import type { Architecture } from "./system_calls.ts";

const EPERM = 1;
const EACCES = 13;
const ENOSYS = 38;

const REFUSED = Verdict.errno(EPERM);
const REFUSED_AS_FILE = Verdict.errno(EACCES);

/**
 * All that a process may call which has its code, its connection and its standard streams; whatever
 * is not here fails with EPERM. There is no way to open a file, to make or connect a socket, to
 * start a process or a program, or to signal one.
 */
const ALLOWED: readonly (readonly string[])[] = [
  // memory, and machine code that V8 makes of a script; no file can be mapped, as none is open
  ["mmap", "munmap", "mprotect", "pkey_mprotect", "mremap", "madvise", "brk", "membarrier"],
  // the streams and the connection that are open
  ["read", "write", "readv", "writev", "recvfrom", "sendto", "shutdown", "close", "lseek"],
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
 * F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_GETLK, F_SETLK, F_DUPFD_CLOEXEC of fcntl(2). Locks, as Deno
 * would not end for seconds if it had a cache's file open and got none.
 */
const OF_OWN_DESCRIPTORS = [1, 2, 3, 4, 5, 6, 1030];

/**
 * F_SETOWN, F_SETSIG, F_SETOWN_EX: with them the kernel would send any signal to any process of the
 * same user, other scripts for one, when a descriptor has something to read.
 */
const SIGNALS_OF_DESCRIPTORS = [8, 10, 15];

/**
 * What a program that checks sources has no use for: the network, other processes, the kernel's
 * administration, and keyrings.
 */
const NOT_FOR_TOOLS = [
  ...["socket", "connect", "bind", "listen", "accept", "accept4", "ptrace", "process_vm_readv"],
  ...["process_vm_writev", "kill", "tkill", "mount", "umount2", "pivot_root", "chroot", "unshare"],
  ...["setns", "bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "io_uring_enter"],
  ...["io_uring_register", "add_key", "request_key", "keyctl", "init_module", "finit_module"],
  ...["delete_module", "kexec_load", "kexec_file_load", "reboot", "swapon", "swapoff", "fork"],
  ...["vfork", "fsopen", "fsmount", "move_mount", "open_tree", "pidfd_open", "pidfd_getfd"],
  ...["pidfd_send_signal", "rt_sigqueueinfo", "rt_tgsigqueueinfo"],
];

/**
 * The filter of a script's process.
 *
 * @param pid its own, the only one that it may signal, as abort(3) does
 */
export function scriptFilter(arch: Architecture, pid: number): Program {
  const { numbers } = arch;
  const program = start(arch);
  each(program, numbers, ALLOWED.flat(), Verdict.ALLOW);
  each(program, numbers, FILES, REFUSED_AS_FILE);
  onlyThreads(program, numbers);
  program.when(
    numbers.prctl!,
    (then) =>
      then.load(low(0)).ifEqual(PR_SET_NAME, Verdict.ALLOW).ifEqual(PR_SET_VMA, Verdict.ALLOW)
        .end(REFUSED),
  );
  program.when(
    numbers.ioctl!,
    (then) =>
      then.load(low(1)).ifEqual(FIONBIO, Verdict.ALLOW).ifEqual(FIOCLEX, Verdict.ALLOW)
        .ifEqual(TCGETS, Verdict.ALLOW).end(REFUSED),
  );
  program.when(
    numbers.fcntl!,
    (then) => oneOf(then.load(low(1)), OF_OWN_DESCRIPTORS, Verdict.ALLOW).end(REFUSED),
  );
  onlyOwnSignals(program, numbers, pid);
  // limits may be read, not set: no new ones, of its own process
  program.when(
    numbers.prlimit64!,
    (then) =>
      then.load(low(2)).ifEqual(0, "next", REFUSED).load(high(2)).ifEqual(0, "next", REFUSED)
        .load(low(0)).ifEqual(0, Verdict.ALLOW).ifEqual(pid, Verdict.ALLOW).end(REFUSED),
  );
  return program.end(REFUSED);
}

/**
 * The filter of a program that checks sources: it may use files, which are restricted otherwise.
 *
 * @param pid its own, which execve(2) keeps
 */
export function toolFilter(arch: Architecture, pid: number): Program {
  const { numbers } = arch;
  const program = start(arch);
  each(program, numbers, NOT_FOR_TOOLS, REFUSED);
  onlyThreads(program, numbers);
  program.when(
    numbers.fcntl!,
    (then) => oneOf(then.load(low(1)), SIGNALS_OF_DESCRIPTORS, REFUSED).end(Verdict.ALLOW),
  );
  onlyOwnSignals(program, numbers, pid);
  return program.end(Verdict.ALLOW);
}

/** Loads the number of a call of this architecture. */
function start(arch: Architecture): Program {
  const program = new Program()
    .load(ARCHITECTURE)
    .ifEqual(arch.audit, "next", Verdict.KILL_PROCESS)
    .load(NUMBER);
  return arch.foreignFrom > 0 ? program.ifAtLeast(arch.foreignFrom, REFUSED) : program;
}

/** Calls that an architecture does not have need no verdict. */
function each(
  program: Program,
  numbers: Architecture["numbers"],
  names: readonly string[],
  verdict: number,
): void {
  for (const name of names) {
    if (name in numbers) {
      program.ifEqual(numbers[name]!, verdict);
    }
  }
}

function oneOf(program: Program, values: readonly number[], verdict: number): Program {
  values.forEach((value) => program.ifEqual(value, verdict));
  return program;
}

function onlyOwnSignals(program: Program, numbers: Architecture["numbers"], pid: number): void {
  program.when(
    numbers.tgkill!,
    (then) => then.load(low(0)).ifEqual(pid, Verdict.ALLOW).end(REFUSED),
  );
}

function onlyThreads(program: Program, numbers: Architecture["numbers"]): void {
  // its flags are in memory, where a filter cannot see them: the C library falls back to clone
  program.ifEqual(numbers.clone3!, Verdict.errno(ENOSYS));
  program.when(
    numbers.clone!,
    (then) => then.load(low(0)).and(THREAD | NO_THREAD).ifEqual(THREAD, Verdict.ALLOW).end(REFUSED),
  );
}
