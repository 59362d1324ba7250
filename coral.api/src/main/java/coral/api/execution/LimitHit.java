// SPDX-License-Identifier: Apache-2.0
package coral.api.execution;

/**
 * A limit that an execution ran into.
 *
 * @param limit the configuration's key, such as {@code "script.max_lines_per_second"}; a word for
 *     one that has none, such as {@code "heartbeat"}
 * @param value of the limit, with its unit, such as {@code "500 lines/s"}
 * @param count how often, or how much was cut off
 * @param killed whether the execution was killed for it; otherwise it was held back
 */
public record LimitHit(String limit, String value, long count, boolean killed) {}
