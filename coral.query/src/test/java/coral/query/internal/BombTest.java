// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.query.QueryOrigin;
import coral.api.query.QueryRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Statements that want all of the machine, past any guard, and others beside them in the worker.
 */
@Timeout(90)
class BombTest {
  private static final Duration BOMB_LIMIT = Duration.ofSeconds(1);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String SLOW =
      "SELECT count(*) FROM range(4000) a, range(4000) b WHERE (a.range * b.range) % 7 = 3";

  /** Each of another kind, so that a different part of the worker is busy. */
  private static final List<String> INNOCENTS =
      List.of(
          "SELECT sum(range) FROM range(1000)",
          "SELECT count(*) FROM otel_spans_local",
          "SELECT count(DISTINCT range % 10) FROM range(10000)");

  @TempDir Path directory;

  private final List<Process> processes = new CopyOnWriteArrayList<>();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean enough = new AtomicBoolean();
  private QueryService service;

  @BeforeEach
  void start() throws IOException {
    Path segments = Files.createDirectory(directory.resolve("segments"));
    service =
        new QueryService(
            new QuerySettings(20, 256, Duration.ofSeconds(30), 100, 6_400, Duration.ofMillis(500)),
            this::spawn,
            RealWorker::files,
            segments);
  }

  @AfterEach
  void stop() {
    enough.set(true);
    service.close();
    callers.shutdownNow();
    assertThat(processes).allSatisfy(process -> assertThat(process.isAlive()).isFalse());
  }

  static Stream<String> bombs() {
    return Stream.of(
        "SELECT range(1000000000)",
        "SELECT length(repeat('x', 4000000000))",
        "SELECT count(*) FROM range(1000000000) a, range(1000000000) b",
        "WITH RECURSIVE r AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM r) SELECT count(*) FROM r",
        "SELECT count(*) FROM (" + doubling(34) + ")",
        "SELECT count(*) FROM range(100000000) WHERE regexp_matches(repeat('a', 1000) || range, '(a*)*(a|aa)+b$')",
        "SELECT levenshtein(repeat('a', 200000), repeat('b', 200000))",
        "SELECT list_reduce(range(100000), lambda a, b: (a + list_sum(range(b))) % 7)",
        "SELECT range FROM range(100000000) ORDER BY hash(range) OFFSET 99999999",
        "SELECT json_valid(repeat('[', 100000000))",
        "SELECT count(DISTINCT hash(a.range * 65536 + b.range)) FROM range(65536) a, range(65536) b",
        "SELECT max(l) FROM (SELECT list(range) AS l FROM range(500000000) GROUP BY range % 2)");
  }

  @ParameterizedTest
  @MethodSource("bombs")
  void failsAloneAndTheWorkerIsBack(String bomb) throws Exception {
    List<AtomicInteger> answers = new ArrayList<>();
    List<Future<?>> innocents = new ArrayList<>();
    for (String sql : INNOCENTS) {
      AtomicInteger answered = new AtomicInteger();
      answers.add(answered);
      innocents.add(callers.submit(() -> repeat(sql, answered)));
    }
    await().until(() -> answers.stream().allMatch(answered -> answered.get() > 0));

    CoralException refused =
        catchThrowableOfType(CoralException.class, () -> value(bomb, BOMB_LIMIT));
    long ended = System.nanoTime();
    assertThat(value("SELECT 1", LIMIT)).isEqualTo(1L);
    long back = Duration.ofNanos(System.nanoTime() - ended).toMillis();

    List<Integer> before = answers.stream().map(AtomicInteger::get).toList();
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              for (int i = 0; i < before.size(); i++) {
                if (answers.get(i).get() == before.get(i) && !innocents.get(i).isDone()) {
                  return false;
                }
              }
              return true;
            });
    enough.set(true);
    for (Future<?> innocent : innocents) {
      assertThat(innocent.get(30, SECONDS)).isEqualTo(true);
    }
    System.out.printf("%s: answers again after %d ms%n", bomb, back);
    assertThat(refused).as(bomb).isNotNull();
    assertThat(refused.code()).isIn(ErrorCode.TIMEOUT, ErrorCode.LIMIT_EXCEEDED);
    assertThat(refused.sentence()).containsAnyOf("time limit", "query.memory_limit_mb");
  }

  @Test
  void answersAllOfTenStatementsWhoseWorkerIsKilled() throws Exception {
    assertThat(value("SELECT 1", LIMIT)).isEqualTo(1L);
    List<Future<Object>> statements = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      statements.add(callers.submit(() -> value(SLOW, LIMIT)));
    }
    // not all at one moment: the first may be done before the last has begun
    await().until(() -> service.engine().monitor().report().running() >= 3);

    processes.getFirst().destroyForcibly();

    Object first = statements.getFirst().get(60, SECONDS);
    for (Future<Object> statement : statements) {
      assertThat(statement.get(60, SECONDS)).isEqualTo(first);
    }
    assertThat(service.engine().monitor().report().workerRestarts()).isEqualTo(1);
  }

  @Test
  void namesTheMemoryThatTheKernelKilledFor() throws Exception {
    FakeGroups groups = new FakeGroups();
    service.group().bind(groups);
    assertThat(value("SELECT 1", LIMIT)).isEqualTo(1L);
    Future<CoralException> guilty =
        callers.submit(
            () -> catchThrowableOfType(CoralException.class, () -> value(endless(), LIMIT)));

    for (int kill = 1; kill <= 2; kill++) {
      int started = kill;
      await().until(() -> processes.size() == started && groups.added.size() == started);
      await().until(() -> service.engine().monitor().report().running() == 1 && serves(started));
      groups.memoryKills = kill;
      processes.getLast().destroyForcibly();
    }

    assertThat(guilty.get(30, SECONDS).code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    assertThat(guilty.get().sentence())
        .contains("480 MB of memory")
        .contains("query.memory_limit_mb is 256");
    await().until(() -> groups.added.size() == 3);
  }

  /** The worker answers, so the statement that waited for it is under way. */
  private boolean serves(int worker) throws InterruptedException {
    return processes.size() == worker && value("SELECT 1", LIMIT) != null;
  }

  private static String endless() {
    return "SELECT count(*) FROM range(1000000) a, range(1000000) b, range(1000000) c";
  }

  private static String doubling(int steps) {
    StringBuilder sql = new StringBuilder("WITH c0 AS (SELECT 1 AS x UNION ALL SELECT 2)");
    for (int i = 1; i <= 6; i++) {
      sql.append(", c%d AS (SELECT a.x FROM c%d a, c%d b)".formatted(i, i - 1, i - 1));
    }
    return sql.append(" SELECT 1 FROM c5, range(%d)".formatted(1L << steps)).toString();
  }

  private boolean repeat(String sql, AtomicInteger answered) throws InterruptedException {
    while (!enough.get()) {
      assertThat(value(sql, LIMIT)).isNotNull();
      answered.incrementAndGet();
    }
    return true;
  }

  private Process spawn(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private Object value(String sql, Duration timeout) throws InterruptedException {
    var request = new QueryRequest(sql, List.of(), timeout, 10, 64 << 20, QueryOrigin.part("test"));
    return Rows.of(service.engine().query(request)).getFirst().getFirst();
  }
}
