// SPDX-License-Identifier: Apache-2.0

const NAMES = ["libc.so.6", "libc.so", "libc.musl-x86_64.so.1", "libc.musl-aarch64.so.1"];

const SYMBOLS = {
  prctl: { parameters: ["i32", "u64", "u64", "u64", "u64"], result: "i32" },
  chroot: { parameters: ["buffer"], result: "i32" },
  chdir: { parameters: ["buffer"], result: "i32" },
  setgroups: { parameters: ["usize", "pointer"], result: "i32" },
  setresgid: { parameters: ["u32", "u32", "u32"], result: "i32" },
  setresuid: { parameters: ["u32", "u32", "u32"], result: "i32" },
  setrlimit: { parameters: ["i32", "buffer"], result: "i32" },
  getpid: { parameters: [], result: "i32" },
  mount: { parameters: ["buffer", "buffer", "buffer", "u64", "buffer"], result: "i32" },
  unshare: { parameters: ["i32"], result: "i32" },
  open: { parameters: ["buffer", "i32", "i32"], result: "i32" },
  close: { parameters: ["i32"], result: "i32" },
  execve: { parameters: ["buffer", "buffer", "buffer"], result: "i32" },
  syscall: { parameters: ["i64", "i64", "i64", "i64", "i64"], result: "i64" },
  strerror: { parameters: ["i32"], result: "pointer" },
  __errno_location: { parameters: [], result: "pointer" },
} as const;

/** The C functions with which a process confines itself. */
export type Libc = Deno.DynamicLibrary<typeof SYMBOLS>;

/** @throws {Error} where there is no C library that is known, or FFI is not allowed */
export function openLibc(): Libc {
  let reason: unknown;
  for (const name of NAMES) {
    try {
      return Deno.dlopen(name, SYMBOLS);
    } catch (error) {
      reason ??= error;
    }
  }
  const why = reason instanceof Error ? reason.message.split("\n", 1)[0] : reason;
  throw new Error(`the C library could not be opened: ${why}`, { cause: reason });
}

/** A call that was refused. */
export class Refused extends Error {}

/**
 * @param what is named in the error
 * @param result of a C function: 0 is success
 * @throws {Refused} with the reason that errno(3) gives
 */
export function succeed({ symbols }: Libc, what: string, result: number | bigint): void {
  if (Number(result) === 0) {
    return;
  }
  const errno = symbols.__errno_location();
  const code = errno === null ? 0 : new Deno.UnsafePointerView(errno).getInt32();
  const text = symbols.strerror(code);
  const why = text === null ? code : new Deno.UnsafePointerView(text).getCString();
  throw new Refused(`${what}: ${why}`);
}

/** Where an array is; it must be kept until it was read. */
export function address(array: Uint8Array<ArrayBuffer> | BigUint64Array<ArrayBuffer>): bigint {
  return BigInt(Deno.UnsafePointer.value(Deno.UnsafePointer.of(array)));
}

/** A C string. */
export function cString(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${text}\0`);
}
