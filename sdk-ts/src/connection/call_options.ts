// SPDX-License-Identifier: Apache-2.0

/** Settings that every call of the SDK takes. */
export interface CallOptions {
  /** Aborting it cancels the call, which rejects with code `CANCELLED`. */
  signal?: AbortSignal;
}
