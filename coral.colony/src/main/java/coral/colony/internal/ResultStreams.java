// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import com.google.protobuf.MessageLite;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.LogEntry;
import coral.proto.agent.v1.ScriptLogEntry;
import coral.proto.colony.v1.EventEntry;
import coral.proto.colony.v1.StreamEventsRequest;
import coral.proto.colony.v1.StreamLogsRequest;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Lines and events for those who read them, and who of them follows what. Thread-safe. */
final class ResultStreams {
  /** Stored events that one reader gets: they wait in memory for it. */
  static final int MOST_STORED_EVENTS = 10_000;

  private final ColonyParts parts;
  private final Set<Follower<?>> followers = ConcurrentHashMap.newKeySet();

  ResultStreams(ColonyParts parts) {
    this.parts = parts;
  }

  void logs(StreamLogsRequest request, StreamObserver<ScriptLogEntry> out) {
    checkTail(request.getTail());
    UUID script = parts.registry().find(request.getScript()).id();
    stream(
        request.getFollow(),
        Optional.of(script),
        entry -> Optional.of(Wire.logEntry(entry)),
        () -> parts.executions().logs(script, request.getTail()),
        out);
  }

  void events(StreamEventsRequest request, StreamObserver<EventEntry> out) {
    checkTail(request.getTail());
    int tail =
        request.getTail() == 0
            ? MOST_STORED_EVENTS
            : Math.min(request.getTail(), MOST_STORED_EVENTS);
    var view = new EventView(parts, request);
    stream(
        request.getFollow(),
        view.scriptId(),
        view::of,
        () -> parts.executions().events(view.filter(), tail),
        out);
  }

  private <T extends MessageLite> void stream(
      boolean follow,
      Optional<UUID> script,
      Function<LogEntry, Optional<T>> view,
      Supplier<List<LogEntry>> stored,
      StreamObserver<T> out) {
    var observer = (ServerCallStreamObserver<T>) out;
    if (follow) {
      var follower = new Follower<T>(script, view, parts.results(), observer, followers::remove);
      followers.add(follower);
      follower.catchUp(stored.get());
    } else {
      Follower.once(stored.get(), view, observer);
    }
  }

  /** Ends the streams of those who follow that script and no other. */
  void deleted(UUID script, String name) {
    var why = new CoralException(ErrorCode.NOT_FOUND, "script \"%s\" was deleted".formatted(name));
    followers.stream()
        .filter(follower -> follower.follows(script))
        .forEach(follower -> follower.end(why));
  }

  /** Ends all streams of followers. */
  void end(CoralException why) {
    followers.forEach(follower -> follower.end(why));
  }

  static void checkTail(int tail) {
    if (tail < 0) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "tail %d is negative; give the number of last lines".formatted(tail));
    }
  }
}
