// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.execution.Execution;
import coral.api.execution.ExecutionListener;
import coral.api.execution.LogEntry;
import coral.api.execution.Report;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What is kept in memory of the scripts that were seen last: of each the newest executions, lines
 * and events. Thread-safe.
 */
final class Histories {
  static final int SCRIPTS = 100;
  static final int EXECUTIONS = 20;
  static final int ENTRIES = 1000;

  private final String agentId;
  private final Map<UUID, History> histories = new LinkedHashMap<>(16, 0.75f, true);
  private final List<ExecutionListener> listeners = new CopyOnWriteArrayList<>();

  Histories(String agentId) {
    this.agentId = agentId;
  }

  private static final class History {
    final LinkedHashMap<UUID, Execution> executions = new LinkedHashMap<>();
    final Deque<LogEntry> entries = new ArrayDeque<>();
  }

  /** Keeps the report, then tells the listeners; in order for each execution. */
  void add(Report report) {
    keep(report);
    for (ExecutionListener listener : listeners) {
      listener.onReport(agentId, report);
    }
  }

  /** What an earlier process reported. */
  synchronized void restore(Execution execution) {
    histories
        .computeIfAbsent(execution.scriptId(), id -> new History())
        .executions
        .put(execution.id(), execution);
  }

  private synchronized void keep(Report report) {
    History history = histories.computeIfAbsent(report.scriptId(), id -> new History());
    if (histories.size() > SCRIPTS) {
      histories.remove(histories.keySet().iterator().next());
    }
    if (report.fact() instanceof Report.Status(Execution execution)) {
      history.executions.put(execution.id(), execution);
      if (history.executions.size() > EXECUTIONS) {
        history.executions.pollFirstEntry();
      }
      return;
    }
    if (history.entries.size() == ENTRIES) {
      history.entries.removeFirst();
    }
    history.entries.addLast(
        new LogEntry(
            report.executionId(),
            report.sequence(),
            report.at(),
            report.scriptId(),
            agentId,
            report.fact()));
  }

  /** Newest first. */
  synchronized List<Execution> executions(UUID scriptId) {
    History history = histories.get(scriptId);
    return history == null
        ? List.of()
        : new ArrayList<>(history.executions.sequencedValues().reversed());
  }

  /** Oldest first. */
  synchronized List<LogEntry> logs(UUID scriptId, int tail) {
    History history = histories.get(scriptId);
    if (history == null) {
      return List.of();
    }
    int size = history.entries.size();
    return history.entries.stream().skip(tail <= 0 ? 0 : Math.max(0, size - tail)).toList();
  }

  AutoCloseable listen(ExecutionListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
