// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.error.CoralException;
import coral.api.execution.LogEntry;
import coral.api.execution.Report;
import coral.api.script.Script;
import coral.proto.agent.v1.ScriptLogEntry;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Streams a script's lines and events: what is stored, then what comes, none twice and none left
 * out. It listens before it reads the store; what came meanwhile waits here, and is dropped as far
 * as the store had it already, which the sequence within the execution tells.
 */
final class LogFollower implements Results.Sink {
  private final String script;
  private final PacedStream<ScriptLogEntry> out;
  private final Results.Subscription subscription;
  private final Consumer<LogFollower> onEnd;
  private final Map<UUID, Long> stored = new HashMap<>();
  private List<LogEntry> early = new ArrayList<>();
  private boolean live;

  /** For use within the call's method, before it returns; then {@link #catchUp}. */
  LogFollower(
      Script script,
      Results results,
      ServerCallStreamObserver<ScriptLogEntry> observer,
      Consumer<LogFollower> onEnd) {
    this.script = script.id().toString();
    this.onEnd = onEnd;
    subscription = results.subscribe(script.id(), this);
    out = new PacedStream<>(observer, this::leave, why -> leave());
  }

  /** Sends what is stored, and ends. */
  static void once(List<LogEntry> entries, ServerCallStreamObserver<ScriptLogEntry> observer) {
    var out = new PacedStream<ScriptLogEntry>(observer, () -> {}, why -> {});
    out.backlog(entries.stream().map(Wire::logEntry).toList());
    out.complete();
  }

  boolean follows(String scriptId) {
    return script.equals(scriptId);
  }

  /** Ends the stream with an error, such as when the colony is being updated. */
  void end(CoralException why) {
    leave();
    out.fail(why);
  }

  private void leave() {
    subscription.close();
    onEnd.accept(this);
  }

  /** Sends what is stored, and from then on what comes. */
  synchronized void catchUp(List<LogEntry> entries) {
    entries.forEach(entry -> stored.merge(entry.executionId(), entry.sequence(), Math::max));
    out.backlog(entries.stream().map(Wire::logEntry).toList());
    live = true;
    early.forEach(this::send);
    early = List.of();
  }

  @Override
  public synchronized void onReports(String agentId, List<Report> reports) {
    for (Report report : reports) {
      if (report.fact() instanceof Report.Status) {
        continue;
      }
      LogEntry entry = Wire.logEntry(agentId, report);
      if (live) {
        send(entry);
      } else {
        early.add(entry);
      }
    }
  }

  private void send(LogEntry entry) {
    if (entry.sequence() > stored.getOrDefault(entry.executionId(), 0L)) {
      out.offer(Wire.logEntry(entry));
    }
  }
}
