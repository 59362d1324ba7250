// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.agent.internal.wire.ExecutionWire;
import coral.api.execution.LogEntry;
import coral.api.execution.OutputStreamName;
import coral.api.execution.Report;
import coral.api.execution.ScriptEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a trial writes and emits, within bounds, and passes nothing on. Of each output stream
 * the end is kept, where failures are told; of events the beginning. Thread-safe.
 */
final class TrialCapture implements Reports {
  static final int EVENTS = 100;

  /** Of all events together: they travel in one message with all the rest. */
  static final int EVENT_BYTES = 256 << 10;

  private final String agentId;
  private final Map<OutputStreamName, Tail> output = new EnumMap<>(OutputStreamName.class);
  private final List<LogEntry> events = new ArrayList<>();
  private int eventBytes;
  private long cutEvents;
  private long cutLines;

  private static final class Tail {
    final Deque<LogEntry> lines = new ArrayDeque<>();
    int bytes;
  }

  TrialCapture(String agentId) {
    this.agentId = agentId;
  }

  /** Of the execution, which says it itself. */
  @Override
  public void status(Report report, Optional<UUID> deploymentId) {}

  /** Taken in any case: the script shall see no difference. */
  @Override
  public synchronized CompletableFuture<@Nullable Void> event(
      Report report, Optional<UUID> deploymentId) {
    int bytes = eventBytes + size(report);
    if (cutEvents > 0 || events.size() == EVENTS || bytes > EVENT_BYTES) {
      cutEvents++;
    } else {
      eventBytes = bytes;
      events.add(entry(report));
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized boolean line(Report report, Optional<UUID> deploymentId) {
    if (report.fact() instanceof Report.Line(OutputStreamName stream, String _)) {
      Tail tail = output.computeIfAbsent(stream, name -> new Tail());
      tail.lines.addLast(entry(report));
      tail.bytes += size(report);
      while (tail.bytes > ExecutionWire.TAIL_BYTES) {
        tail.bytes -= size(tail.lines.removeFirst().fact());
        cutLines++;
      }
    }
    return true;
  }

  /** Lines of each stream, then events, each oldest first. */
  synchronized List<LogEntry> entries() {
    List<LogEntry> all = new ArrayList<>();
    output.values().forEach(tail -> all.addAll(tail.lines));
    all.addAll(events);
    return all;
  }

  synchronized long cutLines() {
    return cutLines;
  }

  synchronized long cutEvents() {
    return cutEvents;
  }

  private LogEntry entry(Report report) {
    return new LogEntry(
        report.executionId(),
        report.sequence(),
        report.at(),
        report.scriptId(),
        agentId,
        report.fact());
  }

  private static int size(Report report) {
    return size(report.fact());
  }

  private static int size(Report.Fact fact) {
    return switch (fact) {
      case Report.Line(OutputStreamName _, String text) -> text.getBytes(UTF_8).length + 1;
      case Report.Event(ScriptEvent event) ->
          event.name().length() + event.dataJson().getBytes(UTF_8).length;
      case Report.Status _ -> 0;
    };
  }
}
