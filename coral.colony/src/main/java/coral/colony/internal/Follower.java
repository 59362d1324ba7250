// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import com.google.protobuf.MessageLite;
import coral.api.error.CoralException;
import coral.api.execution.LogEntry;
import coral.api.execution.Report;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Streams lines and events: what is stored, then what comes, none twice and none left out. It
 * listens before it reads the store; what came meanwhile waits here, and is dropped as far as the
 * store had it already, which the sequence within the execution tells.
 */
final class Follower<T extends MessageLite> implements Results.Sink {
  private final Optional<UUID> scriptId;
  private final Function<LogEntry, Optional<T>> view;
  private final PacedStream<T> out;
  private final Results.Subscription subscription;
  private final Consumer<Follower<?>> onEnd;
  private final Map<UUID, Long> stored = new HashMap<>();
  private List<LogEntry> early = new ArrayList<>();
  private boolean live;

  /**
   * For use within the call's method, before it returns; then {@link #catchUp}.
   *
   * @param scriptId of the script that is followed; empty: all are
   * @param view an entry as the reader gets it; empty: the reader does not want it
   */
  Follower(
      Optional<UUID> scriptId,
      Function<LogEntry, Optional<T>> view,
      Results results,
      ServerCallStreamObserver<T> observer,
      Consumer<Follower<?>> onEnd) {
    this.scriptId = scriptId;
    this.view = view;
    this.onEnd = onEnd;
    subscription =
        scriptId.map(id -> results.subscribe(id, this)).orElseGet(() -> results.subscribe(this));
    out = new PacedStream<>(observer, this::leave, why -> leave());
  }

  /** Sends what is stored, and ends. */
  static <T extends MessageLite> void once(
      List<LogEntry> entries,
      Function<LogEntry, Optional<T>> view,
      ServerCallStreamObserver<T> observer) {
    var out = new PacedStream<T>(observer, () -> {}, why -> {});
    out.backlog(entries.stream().map(view).flatMap(Optional::stream).toList());
    out.complete();
  }

  /** Whether it follows that script and no other. */
  boolean follows(UUID script) {
    return scriptId.equals(Optional.of(script));
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
    out.backlog(entries.stream().map(view).flatMap(Optional::stream).toList());
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
    if (entry.sequence() <= stored.getOrDefault(entry.executionId(), 0L)) {
      return;
    }
    try {
      view.apply(entry).ifPresent(out::offer);
    } catch (CoralException e) {
      // Rather no stream than one with a gap.
      end(e);
    }
  }
}
