// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import coral.api.query.QueryMonitor;
import coral.api.query.QueryOrigin;
import coral.api.query.QueryRecording;
import coral.api.query.QueryReport;
import coral.api.query.QueryRequest;
import coral.api.query.QueryUsage;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Who asked how much, in total, by script and by execution. Thread-safe. */
final class Ledger implements QueryMonitor {
  private static final int SCRIPTS = 500;
  private static final int EXECUTIONS = 2_000;
  private static final QueryUsage REFUSED =
      new QueryUsage(0, 0, 1, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO);

  private final Map<Object, Account> scripts = recent(SCRIPTS);
  private final Map<UUID, QueryUsage> executions = recent(EXECUTIONS);
  private final SlowQueries slow;
  private final Recordings recordings = new Recordings();
  private final LongSupplier workerRestarts;
  private QueryUsage total = QueryUsage.NONE;
  private int running;

  Ledger(Duration slowFrom, Clock clock, LongSupplier workerRestarts) {
    slow = new SlowQueries(slowFrom, clock);
    this.workerRestarts = workerRestarts;
  }

  /** A script's sum, or a part's. */
  private static final class Account {
    private QueryOrigin newest;
    private QueryUsage usage = QueryUsage.NONE;
    private int running;

    Account(QueryOrigin origin) {
      newest = origin;
    }
  }

  /**
   * A statement that has ended.
   *
   * @param error why it was not done; empty: it was
   */
  record Entry(QueryRequest request, Outcome outcome, QueryUsage usage, String error) {
    QueryOrigin origin() {
      return request.origin();
    }
  }

  synchronized void begin(QueryOrigin origin) {
    running++;
    account(origin).running++;
  }

  /** For each {@link #begin}. */
  synchronized void end(Entry entry) {
    running--;
    Account account = account(entry.origin());
    account.running = Math.max(0, account.running - 1);
    add(entry.origin(), entry.usage());
    slow.add(entry);
    recordings.add(entry);
  }

  @Override
  public synchronized void refused(QueryOrigin origin, String sql, String reason) {
    add(origin, REFUSED);
    recordings.refused(origin, sql, reason);
  }

  @Override
  public QueryRecording record(UUID executionId, int most) {
    return recordings.start(executionId, most);
  }

  @Override
  public synchronized QueryUsage usage(UUID executionId) {
    return executions.getOrDefault(executionId, QueryUsage.NONE);
  }

  @Override
  public synchronized QueryReport report() {
    return new QueryReport(
        running,
        total,
        workerRestarts.getAsLong(),
        scripts.values().stream()
            .map(account -> new QueryReport.Script(account.newest, account.running, account.usage))
            .sorted(
                Comparator.comparing((QueryReport.Script script) -> script.usage().cpu())
                    .reversed())
            .toList(),
        slow.list());
  }

  private void add(QueryOrigin origin, QueryUsage usage) {
    total = total.plus(usage);
    Account account = account(origin);
    account.newest = origin;
    account.usage = account.usage.plus(usage);
    origin.executionId().ifPresent(id -> executions.merge(id, usage, QueryUsage::plus));
  }

  private Account account(QueryOrigin origin) {
    Object key = origin.scriptId().<Object>map(id -> id).orElse(origin.name());
    Account account = scripts.get(key);
    if (account == null) {
      account = new Account(origin);
      scripts.put(key, account);
    }
    return account;
  }

  /** Forgets what was not used for longest. */
  private static <K, V> Map<K, V> recent(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.@Nullable Entry<K, V> eldest) {
        return size() > most;
      }
    };
  }
}
