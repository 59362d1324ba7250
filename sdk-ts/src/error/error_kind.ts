// SPDX-License-Identifier: Apache-2.0

/**
 * Who can do something about an error: the script's author (`USER`), whoever sets the limits
 * (`LIMIT`), time (`UNAVAILABLE`), or Coral's developers (`INTERNAL`).
 */
export type ErrorKind = "USER" | "LIMIT" | "UNAVAILABLE" | "INTERNAL";
