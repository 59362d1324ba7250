// SPDX-License-Identifier: Apache-2.0
package coral.api.egress;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Alerts of one script that go to one sink together.
 *
 * @param id the same for every attempt: receivers know a repetition by it
 * @param createdAt when it was first to be sent, or to be sent again by an operator
 * @param dueAt not sent before
 * @param alerts how many
 * @param attempts that have failed
 * @param lastError of the last of them; empty: none has
 * @param diedAt since when it is a dead letter
 */
public record Delivery(
    UUID id,
    String sink,
    UUID scriptId,
    String script,
    Instant createdAt,
    Instant dueAt,
    int alerts,
    int attempts,
    String lastError,
    Optional<Instant> diedAt) {}
