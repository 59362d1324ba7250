// SPDX-License-Identifier: Apache-2.0
package coral.api.sandbox;

/**
 * One of the walls around a script, as found on this machine.
 *
 * @param name such as {@code "seccomp"}
 * @param on whether it is in force for every script that is started
 * @param detail what it does where it is on; why it is off and what would turn it on otherwise
 */
public record Layer(String name, boolean on, String detail) {}
