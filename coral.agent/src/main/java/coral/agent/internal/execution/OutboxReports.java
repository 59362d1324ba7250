// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.agent.internal.outbox.Outbox;
import coral.agent.internal.wire.ReportWire;
import coral.api.execution.Report;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reports that go into the outbox. */
public record OutboxReports(Outbox outbox) implements Reports {

  @Override
  public void status(Report report, Optional<UUID> deploymentId) {
    // A failure to write is logged by the outbox; the state of the execution does not depend on it.
    var _ = outbox.appendAlways(ReportWire.toBytes(report, deploymentId));
  }

  @Override
  public CompletableFuture<@Nullable Void> event(Report report, Optional<UUID> deploymentId) {
    return outbox.append(ReportWire.toBytes(report, deploymentId));
  }

  @Override
  public boolean line(Report report, Optional<UUID> deploymentId) {
    return outbox.offer(ReportWire.toBytes(report, deploymentId));
  }
}
