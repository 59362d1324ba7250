// SPDX-License-Identifier: Apache-2.0
package coral.api.script;

import java.time.Instant;

/**
 * Who did what to which script or agent, and when.
 *
 * @param action {@code "deploy"}, {@code "stop"}, …
 * @param subject a script's name and version, or an agent's id
 */
public record AuditEntry(Instant at, String actor, String action, String subject, String detail) {}
