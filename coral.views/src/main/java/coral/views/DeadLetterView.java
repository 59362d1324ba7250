// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.colony.v1.DeadLetter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Alerts that did not reach their sink.
 *
 * @param id UUID
 * @param script its name
 * @param alerts how many
 * @param reason in one sentence
 */
public record DeadLetterView(
    String id,
    String sink,
    String scriptId,
    String script,
    int alerts,
    int attempts,
    String reason,
    @Nullable Instant createdAt,
    @Nullable Instant diedAt) {

  /** As a colony lists it. */
  public static DeadLetterView of(DeadLetter dead) {
    return new DeadLetterView(
        dead.getId(),
        dead.getSink(),
        dead.getScriptId(),
        dead.getScript(),
        dead.getAlerts(),
        dead.getAttempts(),
        dead.getReason(),
        Times.of(dead.getCreatedAt()),
        Times.of(dead.getDiedAt()));
  }
}
