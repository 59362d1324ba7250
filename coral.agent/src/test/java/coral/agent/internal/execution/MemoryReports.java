// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.Execution;
import coral.api.execution.Report;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was reported; durable at once. */
public final class MemoryReports implements Reports {
  public final List<Report> all = new CopyOnWriteArrayList<>();
  public volatile boolean full;

  @Override
  public void status(Report report, Optional<UUID> deploymentId) {
    all.add(report);
  }

  @Override
  public CompletableFuture<Void> event(Report report, Optional<UUID> deploymentId) {
    if (full) {
      throw new CoralException(ErrorCode.LIMIT_EXCEEDED, "the outbox is full");
    }
    all.add(report);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public boolean line(Report report, Optional<UUID> deploymentId) {
    if (!full) {
      all.add(report);
    }
    return !full;
  }

  public List<Execution> statuses() {
    return all.stream()
        .map(Report::fact)
        .filter(Report.Status.class::isInstance)
        .map(fact -> ((Report.Status) fact).execution())
        .toList();
  }

  public Execution lastStatus() {
    return statuses().getLast();
  }
}
