// SPDX-License-Identifier: Apache-2.0
import { address, cString, type Libc, succeed } from "../bootstrap/libc.ts";

// The same numbers on every architecture, see landlock(7).
const CREATE_RULESET = 444n;
const ADD_RULE = 445n;
const RESTRICT_SELF = 446n;
const VERSION_FLAG = 1n;
const PATH_BENEATH = 1n;

const EXECUTE = 1n << 0n;
const WRITE_FILE = 1n << 1n;
const READ_FILE = 1n << 2n;
const READ_DIR = 1n << 3n;
const REMOVE = (1n << 4n) | (1n << 5n);
const MAKE = (1n << 7n) | (1n << 8n);

/** The thirteen rights of the first version: all that any kernel with Landlock knows. */
const OF_ANY_VERSION = (1n << 13n) - 1n;

/** Without it, truncate(2) cuts a file that may not be opened for writing. */
const TRUNCATE = 1n << 14n;
const VERSION_OF_TRUNCATE = 3;

const READ = READ_FILE | READ_DIR;
const READ_AND_RUN = READ | EXECUTE;
const READ_AND_WRITE = READ | WRITE_FILE | TRUNCATE | REMOVE | MAKE;

/** A single file takes no rights that are for directories. */
const OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE;

const O_PATH_CLOEXEC = 0x200000 | 0x80000;

/** What may be done below which paths; a file stands for itself. What is not there is left out. */
export interface Paths {
  readonly run: readonly string[];
  readonly read: readonly string[];
  readonly write: readonly string[];
}

/**
 * Which version of Landlock the kernel has.
 *
 * @throws {Error} where it has none
 */
export function versionOf(libc: Libc): number {
  const version = Number(libc.symbols.syscall(CREATE_RULESET, 0n, 0n, VERSION_FLAG, 0n));
  if (version < 0) {
    succeed(libc, "landlock_create_ruleset", version);
  }
  return version;
}

/**
 * Restricts this thread, and what it becomes by execve, to these paths.
 *
 * @throws {Error} where the kernel has no Landlock
 */
export function restrictTo(libc: Libc, paths: Paths): void {
  const known = OF_ANY_VERSION | (versionOf(libc) >= VERSION_OF_TRUNCATE ? TRUNCATE : 0n);
  const attributes = new BigUint64Array([known]); // struct landlock_ruleset_attr
  const ruleset = Number(
    libc.symbols.syscall(CREATE_RULESET, address(attributes), 8n, 0n, 0n),
  );
  if (ruleset < 0) {
    succeed(libc, "landlock_create_ruleset", ruleset);
  }
  const allowAll = (below: readonly string[], rights: bigint): void =>
    below.forEach((path) => allow(libc, ruleset, path, rights & known));
  allowAll(paths.run, READ_AND_RUN);
  allowAll(paths.read, READ);
  allowAll(paths.write, READ_AND_WRITE);
  succeed(
    libc,
    "landlock_restrict_self",
    libc.symbols.syscall(RESTRICT_SELF, BigInt(ruleset), 0n, 0n, 0n),
  );
  libc.symbols.close(ruleset);
}

function allow(libc: Libc, ruleset: number, path: string, rights: bigint): void {
  const descriptor = libc.symbols.open(cString(path), O_PATH_CLOEXEC, 0);
  if (descriptor < 0) {
    return;
  }
  const add = (allowed: bigint): bigint => {
    // struct landlock_path_beneath_attr is packed: u64 allowed_access, s32 parent_fd
    const rule = new Uint8Array(12);
    const view = new DataView(rule.buffer);
    view.setBigUint64(0, allowed, true);
    view.setInt32(8, descriptor, true);
    return libc.symbols.syscall(ADD_RULE, BigInt(ruleset), PATH_BENEATH, address(rule), 0n);
  };
  if (add(rights) !== 0n) {
    succeed(libc, `landlock_add_rule("${path}")`, add(rights & OF_FILES));
  }
  libc.symbols.close(descriptor);
}
