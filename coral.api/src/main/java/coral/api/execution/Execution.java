// SPDX-License-Identifier: Apache-2.0
package coral.api.execution;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * One run of one version on one agent.
 *
 * @param id UUIDv7, minted by the agent
 * @param deploymentId empty: started on the agent itself, without a colony
 * @param startedAt when it was accepted; a pending execution has it too
 * @param exitCode present once the process has ended
 * @param reason why it is pending, stopped or failed, in one sentence; empty: nothing to say
 * @param sandboxTier the isolation in force
 * @param droppedLines log lines cut by rate or size limits
 * @param consumption what it used
 */
public record Execution(
    UUID id,
    UUID scriptId,
    int version,
    Optional<UUID> deploymentId,
    String agentId,
    ExecutionStatus status,
    Instant startedAt,
    Optional<Instant> completedAt,
    OptionalInt exitCode,
    boolean timedOut,
    String reason,
    String sandboxTier,
    long droppedLines,
    Consumption consumption) {

  /** One that has used nothing yet. */
  public Execution(
      UUID id,
      UUID scriptId,
      int version,
      Optional<UUID> deploymentId,
      String agentId,
      ExecutionStatus status,
      Instant startedAt,
      Optional<Instant> completedAt,
      OptionalInt exitCode,
      boolean timedOut,
      String reason,
      String sandboxTier,
      long droppedLines) {
    this(
        id,
        scriptId,
        version,
        deploymentId,
        agentId,
        status,
        startedAt,
        completedAt,
        exitCode,
        timedOut,
        reason,
        sandboxTier,
        droppedLines,
        Consumption.NONE);
  }
}
