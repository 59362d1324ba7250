// SPDX-License-Identifier: Apache-2.0

// Numbers from the kernel's own tables: arch/x86/entry/syscalls/syscall_64.tbl and
// include/uapi/asm-generic/unistd.h.

/** A calling convention. */
export interface Architecture {
  /** AUDIT_ARCH_… of linux/audit.h. */
  readonly audit: number;
  /** Numbers from here on belong to another convention of the same processor; 0: there is none. */
  readonly foreignFrom: number;
  readonly numbers: Readonly<Record<string, number>>;
}

const X86_64: Architecture = {
  audit: 0xc000003e,
  foreignFrom: 0x40000000, // x32
  // deno-fmt-ignore
  numbers: {
    read: 0, write: 1, open: 2, close: 3, stat: 4, fstat: 5, lstat: 6, poll: 7, lseek: 8, mmap: 9,
    mprotect: 10, munmap: 11, brk: 12, rt_sigaction: 13, rt_sigprocmask: 14, rt_sigreturn: 15,
    ioctl: 16, pread64: 17, readv: 19, writev: 20, access: 21, sched_yield: 24, mremap: 25,
    madvise: 28, nanosleep: 35, getpid: 39, sendto: 44, recvfrom: 45, shutdown: 48, clone: 56,
    exit: 60, fcntl: 72, getcwd: 79, creat: 85, readlink: 89, umask: 95, gettimeofday: 96, getrusage: 98,
    sysinfo: 99, times: 100, getuid: 102, getgid: 104, geteuid: 107, getegid: 108, getppid: 110,
    sigaltstack: 131, sched_getparam: 143, sched_getscheduler: 145, prctl: 157, gettid: 186,
    time: 201, futex: 202, sched_getaffinity: 204, epoll_wait: 232, set_tid_address: 218,
    restart_syscall: 219, clock_gettime: 228, clock_getres: 229, clock_nanosleep: 230,
    exit_group: 231, epoll_ctl: 233, tgkill: 234, openat: 257, newfstatat: 262, readlinkat: 267,
    faccessat: 269, ppoll: 271, set_robust_list: 273, epoll_pwait: 281, eventfd2: 290,
    epoll_create1: 291, prlimit64: 302, getcpu: 309, seccomp: 317, getrandom: 318, membarrier: 324,
    pkey_mprotect: 329, statx: 332, rseq: 334, clone3: 435, openat2: 437, faccessat2: 439,
    epoll_pwait2: 441,
    socket: 41, connect: 42, accept: 43, bind: 49, listen: 50, fork: 57, vfork: 58, kill: 62,
    ptrace: 101, pivot_root: 155, chroot: 161, mount: 165, umount2: 166, swapon: 167, swapoff: 168,
    reboot: 169, init_module: 175, delete_module: 176, tkill: 200, kexec_load: 246, add_key: 248,
    request_key: 249, keyctl: 250, unshare: 272, accept4: 288, perf_event_open: 298, setns: 308,
    process_vm_readv: 310, process_vm_writev: 311, finit_module: 313, kexec_file_load: 320,
    bpf: 321, userfaultfd: 323, io_uring_setup: 425, io_uring_enter: 426, io_uring_register: 427,
    open_tree: 428, move_mount: 429, fsopen: 430, fsmount: 432, pidfd_open: 434, pidfd_getfd: 438,
    rt_sigqueueinfo: 129, rt_tgsigqueueinfo: 297, pidfd_send_signal: 424,
  },
};

const AARCH64: Architecture = {
  audit: 0xc00000b7,
  foreignFrom: 0,
  // deno-fmt-ignore
  numbers: {
    getcwd: 17, eventfd2: 19, epoll_create1: 20, epoll_ctl: 21, epoll_pwait: 22, fcntl: 25,
    ioctl: 29, faccessat: 48, openat: 56, close: 57, lseek: 62, read: 63, write: 64, readv: 65,
    writev: 66, pread64: 67, ppoll: 73, readlinkat: 78, newfstatat: 79, fstat: 80, exit: 93,
    exit_group: 94, set_tid_address: 96, futex: 98, set_robust_list: 99, nanosleep: 101,
    clock_gettime: 113, clock_getres: 114, clock_nanosleep: 115, sched_getscheduler: 120,
    sched_getparam: 121, sched_getaffinity: 123, sched_yield: 124, restart_syscall: 128,
    tgkill: 131, sigaltstack: 132, rt_sigaction: 134, rt_sigprocmask: 135, rt_sigreturn: 139,
    times: 153, getrusage: 165, umask: 166, prctl: 167, getcpu: 168, gettimeofday: 169, getpid: 172,
    getppid: 173, getuid: 174, geteuid: 175, getgid: 176, getegid: 177, gettid: 178, sysinfo: 179,
    sendto: 206, recvfrom: 207, shutdown: 210, brk: 214, munmap: 215, mremap: 216, clone: 220,
    mmap: 222, mprotect: 226, madvise: 233, prlimit64: 261, seccomp: 277, getrandom: 278,
    membarrier: 283, pkey_mprotect: 288, statx: 291, rseq: 293, clone3: 435, openat2: 437,
    faccessat2: 439, epoll_pwait2: 441,
    umount2: 39, mount: 40, pivot_root: 41, chroot: 51, unshare: 97, kexec_load: 104,
    init_module: 105, delete_module: 106, ptrace: 117, kill: 129, tkill: 130, reboot: 142,
    socket: 198, bind: 200, listen: 201, accept: 202, connect: 203, add_key: 217,
    request_key: 218, keyctl: 219, swapon: 224, swapoff: 225, perf_event_open: 241, accept4: 242,
    setns: 268, process_vm_readv: 270, process_vm_writev: 271, finit_module: 273, bpf: 280,
    userfaultfd: 282, kexec_file_load: 294, io_uring_setup: 425, io_uring_enter: 426,
    io_uring_register: 427, open_tree: 428, move_mount: 429, fsopen: 430, fsmount: 432,
    pidfd_open: 434, pidfd_getfd: 438, rt_sigqueueinfo: 138, rt_tgsigqueueinfo: 240,
    pidfd_send_signal: 424,
  },
};

/** Of this process; undefined: none that a filter is known for. */
export function architecture(name: string = Deno.build.arch): Architecture | undefined {
  return { x86_64: X86_64, aarch64: AARCH64 }[name];
}
