// SPDX-License-Identifier: Apache-2.0
package coral.api.script;

import java.time.Instant;
import java.util.UUID;

/**
 * What an operator decided about a version that declares a capability needing consent. A version
 * has one, the latest.
 *
 * @param granted false: it was rejected
 * @param reason why it was rejected; empty where it was granted
 */
public record Approval(
    UUID scriptId, int version, boolean granted, Instant at, String by, String reason) {}
