// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.execution.Report;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Takes reports for the colony, in order, without waiting for the disk. */
public interface Reports {
  /** Always taken. */
  void status(Report report, Optional<UUID> deploymentId);

  /**
   * The future completes once the event cannot be lost any more.
   *
   * @throws coral.api.error.CoralException LIMIT_EXCEEDED when too many reports wait for the colony
   */
  CompletableFuture<@Nullable Void> event(Report report, Optional<UUID> deploymentId);

  /** False when too many reports wait for the colony; the line is lost then. */
  boolean line(Report report, Optional<UUID> deploymentId);
}
