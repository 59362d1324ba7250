// SPDX-License-Identifier: Apache-2.0

/**
 * A length of time: text such as `"5m"`, `"500ms"` or `"1h30m"` (units `ns`, `us`, `ms`, `s`, `m`,
 * `h`, `d`), or a number of milliseconds.
 */
export type Duration = string | number;
