// SPDX-License-Identifier: Apache-2.0
package coral.api.execution;

/**
 * What a script emitted.
 *
 * @param name such as {@code "alert"}
 * @param dataJson one JSON value
 * @param severity {@code "debug"}, {@code "info"}, {@code "warning"}, {@code "error"}, {@code
 *     "critical"}, or empty
 */
public record ScriptEvent(String name, String dataJson, String severity) {}
