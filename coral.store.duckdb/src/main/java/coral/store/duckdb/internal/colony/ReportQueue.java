// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.execution.Report;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Batches of all agents, applied together: a statement costs far more than a row, so a thousand
 * agents that report at once must not be a thousand statements. Thread-safe.
 */
final class ReportQueue {
  /** In one transaction; more would keep those who decide something waiting. */
  private static final int MOST_REPORTS = 5_000;

  /** Stores reports of several agents and returns those of each that were new. */
  @FunctionalInterface
  interface Application {
    List<List<Report>> apply(DuckDBConnection connection, List<ReportBatch> batches)
        throws SQLException;
  }

  private final ColonyDatabase database;
  private final Application application;
  private final Queue<Waiting> waiting = new ArrayDeque<>();

  ReportQueue(ColonyDatabase database, Application application) {
    this.database = database;
    this.application = application;
  }

  /** Completes once the batch is durable, with those of its reports that were new. */
  CompletableFuture<List<Report>> submit(ReportBatch batch) {
    var added = new Waiting(batch, new CompletableFuture<>());
    boolean first;
    synchronized (this) {
      first = waiting.isEmpty();
      waiting.add(added);
    }
    if (first) {
      submit(new Together());
    }
    return added.done;
  }

  private void submit(Together together) {
    database
        .submitPaced(together)
        .whenComplete(
            (fresh, failure) -> {
              if (failure == null) {
                together.complete(fresh);
              } else {
                together.fail(failure);
              }
            });
  }

  private List<Waiting> take() {
    List<Waiting> taken = new ArrayList<>();
    boolean more;
    synchronized (this) {
      int reports = 0;
      while (!waiting.isEmpty() && reports < MOST_REPORTS) {
        Waiting next = waiting.remove();
        reports += next.batch.reports().size();
        taken.add(next);
      }
      more = !waiting.isEmpty();
    }
    if (more) {
      submit(new Together());
    }
    return taken;
  }

  private record Waiting(ReportBatch batch, CompletableFuture<List<Report>> done) {}

  /** Those that wait when the writer comes to it, the same ones when it has to begin again. */
  private final class Together implements Work<List<List<Report>>> {
    private @Nullable List<Waiting> taken;

    Together() {}

    Together(Waiting alone) {
      taken = List.of(alone);
    }

    @Override
    public List<List<Report>> on(DuckDBConnection connection) throws SQLException {
      return application.apply(connection, taken().stream().map(Waiting::batch).toList());
    }

    void complete(List<List<Report>> fresh) {
      List<Waiting> all = taken();
      for (int i = 0; i < all.size(); i++) {
        all.get(i).done.complete(fresh.get(i));
      }
    }

    /** One of them may be why, and the others shall not fail with it. */
    void fail(Throwable failure) {
      List<Waiting> all = taken();
      if (all.size() == 1) {
        all.getFirst().done.completeExceptionally(failure);
      } else {
        all.forEach(alone -> submit(new Together(alone)));
      }
    }

    private List<Waiting> taken() {
      List<Waiting> those = taken;
      if (those == null) {
        those = take();
        taken = those;
      }
      return those;
    }
  }
}
