// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.LimitHit;
import coral.api.query.QueryEngine;
import coral.api.query.QueryMonitor;
import coral.api.query.QueryRequest;
import coral.api.query.QueryResult;
import coral.api.query.SqlParser;
import coral.query.internal.PendingCall.Answer;
import coral.query.internal.wire.Kind;
import coral.query.internal.wire.QueryBody;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands statements to the worker and watches over them. A statement that reacts neither to its time
 * limit nor to being cancelled costs the worker's life; the others that it was running are run
 * again. One that found the memory taken by others is run again as well. Thread-safe.
 */
final class WorkerQueryEngine implements QueryEngine, SqlParser, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WorkerQueryEngine.class);

  /** For a statement to react to being stopped; most do within a millisecond. */
  static final Duration GRACE = Duration.ofSeconds(1);

  /**
   * For a worker that is just starting; a call's own limit begins when it has one. Usually half a
   * second, more when the files of the first one are unpacked on a busy machine.
   */
  private static final Duration START_WAIT = Duration.ofSeconds(15);

  /** After each further try of a statement that failed through others. */
  private static final long[] PAUSES_MILLIS = {100, 300, 900, 2_700};

  private static final Duration PARSE_LIMIT = Duration.ofSeconds(5);
  private static final Duration DRAIN = Duration.ofSeconds(3);

  private final QuerySettings settings;
  private final Workers workers;
  private final ScheduledThreadPoolExecutor scheduler;
  private final Ledger ledger;
  private final ScriptCpu cpuShares;
  private final Semaphore turns;

  /**
   * Of statements that were running when a worker died, one at a time runs again: one of them may
   * have killed it.
   */
  private final ReentrantLock suspects = new ReentrantLock();

  private final Crowd crowd = new Crowd();
  private volatile boolean closed;

  WorkerQueryEngine(
      QuerySettings settings, Workers workers, ScheduledThreadPoolExecutor scheduler) {
    this.settings = settings;
    this.workers = workers;
    this.scheduler = scheduler;
    this.ledger = new Ledger(settings.slowFrom(), Clock.systemUTC(), workers::restarts);
    this.cpuShares = new ScriptCpu(settings.scriptCpuPercent(), System::nanoTime);
    this.turns = new Semaphore(settings.poolSize(), true);
  }

  @Override
  public QueryResult query(QueryRequest request) throws InterruptedException {
    Duration limit = QueryChecks.limit(request, settings);
    Bill bill = new Bill(request);
    ledger.begin(request.origin());
    try {
      return query(request, limit, bill);
    } catch (CoralException e) {
      bill.failed(e);
      throw e;
    } finally {
      ledger.end(bill.entry());
    }
  }

  private QueryResult query(QueryRequest request, Duration limit, Bill bill)
      throws InterruptedException {
    Optional<LimitHit> held = awaitShare(request, limit, bill);
    takeTurn(request, limit, bill);
    Duration left = limit.minus(bill.elapsed());
    QueryBody body =
        new QueryBody(
            request.sql(),
            new ArrayList<>(request.params()),
            Math.max(1, left.toMillis()),
            request.maxRows(),
            request.maxBytes());
    Answer answer =
        run(
            Kind.QUERY,
            body.encode(),
            left,
            cpu -> {
              bill.spent(cpu);
              cpuShares.charge(request.origin(), cpu);
            },
            turns::release);
    long rows = answer.batches().stream().mapToLong(batch -> batch.rows()).sum();
    bill.done(rows, answer.truncated());
    return new QueryResult(
        answer.columns(), answer.batches(), rows, answer.truncated(), bill.elapsed(), held);
  }

  QueryMonitor monitor() {
    return ledger;
  }

  @Override
  public String parse(String sql) throws InterruptedException {
    SqlText.check(sql);
    return run(Kind.PARSE, sql.getBytes(UTF_8), PARSE_LIMIT, cpu -> {}, () -> {}).text();
  }

  @Override
  public String print(String treeJson) throws InterruptedException {
    return run(Kind.PRINT, treeJson.getBytes(UTF_8), PARSE_LIMIT, cpu -> {}, () -> {}).text();
  }

  /** Waits a little for statements under way, then ends the worker. */
  @Override
  public void close() {
    closed = true;
    try {
      if (!turns.tryAcquire(settings.poolSize(), DRAIN.toNanos(), NANOSECONDS)) {
        log.warn("Queries end while {} statements are running", ledger.report().running());
      }
      workers.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      scheduler.shutdownNow();
    }
  }

  /** Waits until the script's share of processor time allows another statement. */
  private Optional<LimitHit> awaitShare(QueryRequest request, Duration limit, Bill bill)
      throws InterruptedException {
    Duration debt = cpuShares.debt(request.origin());
    if (debt.compareTo(limit) >= 0) {
      bill.refused();
      throw QueryChecks.shareUsedUp(request, debt, settings);
    }
    if (debt.isZero()) {
      return Optional.empty();
    }
    NANOSECONDS.sleep(debt.toNanos());
    String share = settings.scriptCpuPercent() + " % of a core";
    return Optional.of(new LimitHit("query.script_cpu_percent", share, 1, false));
  }

  private void takeTurn(QueryRequest request, Duration limit, Bill bill)
      throws InterruptedException {
    if (closed) {
      throw new CoralException(ErrorCode.UNAVAILABLE, "Queries have ended on this agent.");
    }
    if (!turns.tryAcquire(limit.minus(bill.elapsed()).toNanos(), NANOSECONDS)) {
      bill.refused();
      throw new CoralException(
          ErrorCode.TIMEOUT,
          ("The statement of %s waited %d ms for one of the %d places for statements"
                  + " (query.pool_size): run fewer at once.")
              .formatted(request.origin().name(), limit.toMillis(), settings.poolSize()));
    }
  }

  /**
   * @param spent told the processor time of each try
   * @param afterwards called once, when the worker is no longer busy with the call
   */
  private Answer run(
      Kind kind, byte[] body, Duration limit, Consumer<Duration> spent, Runnable afterwards)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean handedOver = false;
    try {
      Attempt first = new Attempt(kind, body, limit, spent);
      try {
        return first.answer();
      } catch (InterruptedException e) {
        handedOver = first.whenDone(afterwards);
        throw e;
      } catch (WorkerDied died) {
        QueryChecks.rethrowIfGuilty(died, limit);
      } catch (CoralException e) {
        first.rethrowUnlessOthersTookIt(e, deadline);
      }
      suspects.lockInterruptibly();
      Attempt last = null;
      try {
        for (int retry = 0; ; retry++) {
          boolean isLast = retry == PAUSES_MILLIS.length;
          last = new Attempt(kind, body, limit, spent);
          try {
            return last.answer();
          } catch (CoralException e) {
            if (isLast) {
              throw e;
            }
            last.rethrowUnlessOthersTookIt(e, deadline);
          } catch (WorkerDied died) {
            QueryChecks.rethrowIfGuilty(died, limit);
            if (isLast || !died.innocent()) {
              throw QueryChecks.killedTwice(died, settings);
            }
          }
          last = null;
          MILLISECONDS.sleep(PAUSES_MILLIS[retry]);
        }
      } catch (InterruptedException e) {
        handedOver = last != null && last.whenDone(afterwards);
        throw e;
      } finally {
        suspects.unlock();
      }
    } finally {
      if (!handedOver) {
        afterwards.run();
      }
    }
  }

  /** One try in one worker. */
  private final class Attempt {
    private final Worker worker;
    private final PendingCall call;
    private final CompletableFuture<Answer> answer;
    private final ScheduledFuture<?> watchdog;
    private final Crowd.Stay stay;

    Attempt(Kind kind, byte[] body, Duration limit, Consumer<Duration> spent)
        throws InterruptedException {
      worker = workers.await(System.nanoTime() + Math.max(limit.toNanos(), START_WAIT.toNanos()));
      stay = crowd.enter();
      call = worker.call(kind, body);
      answer =
          call.answer()
              .whenComplete(
                  (result, error) -> {
                    crowd.leave();
                    spent.accept(call.cpu());
                  });
      watchdog = killAfter(limit.plus(GRACE));
    }

    Answer answer() throws InterruptedException, WorkerDied {
      try {
        return answer.get();
      } catch (InterruptedException e) {
        worker.cancel(call);
        watchdog.cancel(false);
        ScheduledFuture<?> last = killAfter(GRACE);
        var _ = answer.whenComplete((result, error) -> last.cancel(false));
        throw e;
      } catch (ExecutionException e) {
        if (e.getCause() instanceof WorkerDied died) {
          throw died;
        }
        if (e.getCause() instanceof CoralException error) {
          throw new CoralException(error.code(), error.sentence(), error);
        }
        throw new IllegalStateException(e.getCause());
      } finally {
        watchdog.cancel(false);
      }
    }

    /**
     * Worth another try where somebody else took the memory that it lacked: one beside it, or one
     * before it whose memory the process did not give back. Such a process is replaced.
     *
     * @throws CoralException the error, where it was its own or no time is left
     */
    void rethrowUnlessOthersTookIt(CoralException error, long deadline) {
      boolean lackedBefore = error.code() == ErrorCode.LIMIT_EXCEEDED && worker.lacksMemory();
      boolean shared = crowd.isShared(stay);
      if (error.code() != ErrorCode.LIMIT_EXCEEDED
          || !(shared || lackedBefore)
          || System.nanoTime() - deadline >= 0) {
        throw error;
      }
      if (!shared) {
        worker.kill();
      }
    }

    boolean whenDone(Runnable action) {
      var _ = answer.whenComplete((result, error) -> action.run());
      return true;
    }

    private ScheduledFuture<?> killAfter(Duration delay) {
      return scheduler.schedule(this::kill, delay.toNanos(), NANOSECONDS);
    }

    private void kill() {
      if (!call.answer().isDone()) {
        worker.kill(call);
      }
    }
  }
}
