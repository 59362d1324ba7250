// SPDX-License-Identifier: Apache-2.0

/** The bytes below a connection: a Unix socket, or what a test puts in its place. */
export interface Transport {
  /** Reads some bytes; null at the end. */
  read(into: Uint8Array): Promise<number | null>;
  /** Writes some of the bytes and says how many. */
  write(from: Uint8Array): Promise<number>;
  close(): void;
  /** Makes a pending read keep the process alive. */
  ref(): void;
  /** Lets the process end though a read is pending. */
  unref(): void;
}
