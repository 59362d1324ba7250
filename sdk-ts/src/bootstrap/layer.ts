// SPDX-License-Identifier: Apache-2.0

/** One of the walls that the process puts around itself. */
export interface Layer {
  readonly name:
    | "permissions"
    | "parent-death"
    | "chroot"
    | "user"
    | "rlimits"
    | "no-new-privs"
    | "seccomp";
  readonly on: boolean;
  /** What it does, or why it is off. */
  readonly detail: string;
}
