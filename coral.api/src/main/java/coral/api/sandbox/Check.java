// SPDX-License-Identifier: Apache-2.0
package coral.api.sandbox;

/**
 * Something that was tried on this machine.
 *
 * @param name what should hold, such as {@code "a script cannot read /etc/passwd"}
 * @param detail what was seen; what would be right where it failed
 */
public record Check(String name, boolean passed, String detail) {}
