// SPDX-License-Identifier: Apache-2.0
import { cString, type Libc, succeed } from "../bootstrap/libc.ts";
import type { Paths } from "./landlock.ts";

const MS_RDONLY = 1n;
const MS_NOSUID = 2n;
const MS_NODEV = 4n;
const MS_REMOUNT = 32n;
const MS_BIND = 4096n;
const MS_REC = 16384n;
const MS_PRIVATE = 1n << 18n;

const CLONE_NEWNS = 0x00020000;

/**
 * Gives this thread, and what it becomes by execve, a file system of its own that has these paths
 * and nothing else. Needs root.
 *
 * @param root an existing empty directory to build it on; nobody else sees what is mounted there
 * @throws {Error} where the kernel refuses
 */
export function ownFiles(libc: Libc, root: string, { run, read, write }: Paths): void {
  const { symbols } = libc;
  const mount = (source: string, target: string, type: string, flags: bigint, data = ""): void =>
    succeed(
      libc,
      `mount("${target}")`,
      symbols.mount(cString(source), cString(target), cString(type), flags, cString(data)),
    );
  succeed(libc, "unshare(CLONE_NEWNS)", symbols.unshare(CLONE_NEWNS));
  mount("none", "/", "", MS_REC | MS_PRIVATE);
  mount("none", root, "tmpfs", MS_NOSUID | MS_NODEV, "mode=755,size=1m");
  const bind = (path: string, readOnly: boolean): void => {
    const target = root + path;
    if (!makePlace(path, target)) {
      return;
    }
    mount(path, target, "", MS_BIND | MS_REC);
    if (readOnly) {
      mount("none", target, "", MS_BIND | MS_REMOUNT | MS_RDONLY | MS_NOSUID);
    }
  };
  [...run, ...read].forEach((path) => bind(path, true));
  write.forEach((path) => bind(path, false));
  Deno.mkdirSync(`${root}/proc`);
  mount("proc", `${root}/proc`, "proc", MS_NOSUID | MS_NODEV, "hidepid=2");
  mount("none", root, "", MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV, "mode=755,size=1m");
  succeed(libc, `chroot("${root}")`, symbols.chroot(cString(root)));
}

/** What a mount needs to cover; false: there is nothing to mount. */
function makePlace(path: string, target: string): boolean {
  try {
    if (Deno.statSync(path).isDirectory) {
      Deno.mkdirSync(target, { recursive: true });
    } else {
      Deno.mkdirSync(target.slice(0, target.lastIndexOf("/")), { recursive: true });
      Deno.writeFileSync(target, new Uint8Array());
    }
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      return false;
    }
    throw error;
  }
}
