// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import coral.api.query.QueryOrigin;
import coral.api.query.QueryRecording;
import coral.api.query.QueryRecording.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The executions whose statements are being recorded. Thread-safe. */
final class Recordings {
  private final Map<UUID, Recording> open = new ConcurrentHashMap<>();

  QueryRecording start(UUID executionId, int most) {
    Recording recording = new Recording(executionId, most);
    open.put(executionId, recording);
    return recording;
  }

  void add(Ledger.Entry entry) {
    Recording recording = of(entry.origin());
    if (recording != null) {
      recording.add(
          new Statement(
              SlowQueries.shortened(entry.request().written()),
              entry.outcome().words(),
              entry.usage().rows(),
              entry.usage().truncated() > 0,
              entry.usage().time(),
              entry.usage().cpu(),
              entry.request().injected().stream().map(SlowQueries::shortened).toList(),
              SlowQueries.shortened(entry.error())));
    }
  }

  void refused(QueryOrigin origin, String sql, String reason) {
    Recording recording = of(origin);
    if (recording != null) {
      recording.add(
          new Statement(
              SlowQueries.shortened(sql),
              Outcome.REFUSED.words(),
              0,
              false,
              Duration.ZERO,
              Duration.ZERO,
              List.of(),
              SlowQueries.shortened(reason)));
    }
  }

  private @Nullable Recording of(QueryOrigin origin) {
    return origin.executionId().map(open::get).orElse(null);
  }

  private final class Recording implements QueryRecording {
    private final UUID executionId;
    private final int most;
    private final List<Statement> statements = new ArrayList<>();
    private long leftOut;

    Recording(UUID executionId, int most) {
      this.executionId = executionId;
      this.most = most;
    }

    synchronized void add(Statement statement) {
      if (statements.size() < most) {
        statements.add(statement);
      } else {
        leftOut++;
      }
    }

    @Override
    public synchronized List<Statement> statements() {
      return List.copyOf(statements);
    }

    @Override
    public synchronized long leftOut() {
      return leftOut;
    }

    @Override
    public void close() {
      open.remove(executionId, this);
    }
  }
}
