// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.service;

import coral.agent.internal.wire.ExecutionWire;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.ExecutionService;
import coral.api.execution.LogEntry;
import coral.api.execution.Report;
import coral.proto.agent.v1.ScriptLogEntry;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One caller that reads a script's log: first what is remembered, then what comes. Never makes the
 * script wait.
 */
final class LogFollower {
  private static final Logger log = LoggerFactory.getLogger(LogFollower.class);

  /** A caller that is further behind is told so and let go. */
  static final int MAX_BEHIND = 10_000;

  private final UUID scriptId;
  private final ServerCallStreamObserver<ScriptLogEntry> out;
  private final boolean follow;
  private final Deque<LogEntry> queue = new ArrayDeque<>();

  /** What was queued last of each execution: listening begins before the log is read. */
  private final Map<UUID, Long> seen = new HashMap<>();

  private @Nullable AutoCloseable listening;
  private boolean caughtUp;
  private boolean ended;

  LogFollower(UUID scriptId, boolean follow, ServerCallStreamObserver<ScriptLogEntry> out) {
    this.scriptId = scriptId;
    this.follow = follow;
    this.out = out;
  }

  void start(ExecutionService executions, int tail) {
    out.setOnReadyHandler(this::drain);
    out.setOnCancelHandler(this::stop);
    if (follow) {
      listen(executions);
    }
    catchUp(executions, tail);
    drain();
  }

  private synchronized void listen(ExecutionService executions) {
    listening = executions.listen(this::onReport);
  }

  private synchronized void catchUp(ExecutionService executions, int tail) {
    Deque<LogEntry> meanwhile = new ArrayDeque<>(queue);
    queue.clear();
    for (LogEntry entry : executions.logs(scriptId, tail)) {
      queue.add(entry);
      seen.put(entry.executionId(), entry.sequence());
    }
    meanwhile.forEach(this::queueUnlessSeen);
    caughtUp = true;
  }

  private void onReport(String agentId, Report report) {
    if (!report.scriptId().equals(scriptId) || report.fact() instanceof Report.Status) {
      return;
    }
    synchronized (this) {
      queueUnlessSeen(
          new LogEntry(
              report.executionId(),
              report.sequence(),
              report.at(),
              report.scriptId(),
              agentId,
              report.fact()));
    }
    drain();
  }

  private void queueUnlessSeen(LogEntry entry) {
    if (entry.sequence() > seen.getOrDefault(entry.executionId(), 0L)) {
      queue.add(entry);
    }
  }

  private synchronized void drain() {
    if (!caughtUp || ended) {
      return;
    }
    while (out.isReady() && !queue.isEmpty()) {
      out.onNext(ExecutionWire.toWire(queue.removeFirst()));
    }
    if (queue.isEmpty() && !follow) {
      stop();
      out.onCompleted();
    } else if (queue.size() > MAX_BEHIND) {
      stop();
      out.onError(
          new CoralException(
              ErrorCode.LIMIT_EXCEEDED,
              "this reader is %,d log lines behind; ask again, and read faster"
                  .formatted(queue.size())));
    }
  }

  private synchronized void stop() {
    ended = true;
    AutoCloseable open = listening;
    listening = null;
    if (open == null) {
      return;
    }
    try {
      open.close();
    } catch (Exception e) {
      log.warn("cannot stop listening to script {}", scriptId, e);
    }
  }
}
