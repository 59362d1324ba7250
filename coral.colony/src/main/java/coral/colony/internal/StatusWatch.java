// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.execution.Execution;
import coral.api.execution.Report;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** Waits for what agents report about a script. Listens from its creation to {@link #close}. */
final class StatusWatch implements Results.Sink, AutoCloseable {
  private final Results.Subscription subscription;
  private final Map<String, Execution> newest = new HashMap<>();

  StatusWatch(Results results, UUID scriptId) {
    subscription = results.subscribe(scriptId, this);
  }

  @Override
  public synchronized void onReports(String agentId, List<Report> reports) {
    for (Report report : reports) {
      if (report.fact() instanceof Report.Status(Execution execution)) {
        newest.put(agentId, execution);
      }
    }
    notifyAll();
  }

  /** Waits until what was reported for each of the agents passes, or the time is over. */
  synchronized void await(List<String> agents, Predicate<Execution> passes, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    try {
      while (!agents.stream().allMatch(agent -> passed(agent, passes))) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return;
        }
        wait(left / 1_000_000, (int) (left % 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean passed(String agent, Predicate<Execution> passes) {
    Execution execution = newest.get(agent);
    return execution != null && passes.test(execution);
  }

  @Override
  public void close() {
    subscription.close();
  }
}
