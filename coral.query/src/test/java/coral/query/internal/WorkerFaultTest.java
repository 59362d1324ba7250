// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.query.QueryOrigin;
import coral.api.query.QueryRequest;
import coral.query.internal.wire.Frame;
import coral.query.internal.wire.FrameChannel;
import coral.query.internal.wire.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong with a real worker, and who notices. */
@Timeout(60)
class WorkerFaultTest {
  /** Neither an interrupt nor a time limit stops it: one call of a function that never looks. */
  private static final String UNSTOPPABLE =
      "SELECT levenshtein(repeat('a', 200000), repeat('b', 200000))";

  private static final String SLOW =
      "SELECT count(*) FROM range(15000) a, range(15000) b WHERE (a.range * b.range) % 7 = 3";

  /** Longer than it takes to kill a worker for a statement that cannot be stopped. */
  private static final String SLOWER = SLOW.replace("15000", "40000");

  @TempDir Path directory;

  private final List<Process> processes = new CopyOnWriteArrayList<>();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private SegmentFolder folder;
  private QueryService service;

  @BeforeEach
  void start() throws IOException {
    Path segments = Files.createDirectory(directory.resolve("segments"));
    folder = new SegmentFolder(segments);
    service =
        new QueryService(
            new QuerySettings(4, 256, Duration.ofSeconds(30), 100, 6_400, Duration.ofMillis(500)),
            this::spawn,
            RealWorker::files,
            segments);
  }

  @AfterEach
  void stop() {
    service.close();
    callers.shutdownNow();
    assertThat(processes).allSatisfy(process -> assertThat(process.isAlive()).isFalse());
  }

  @Test
  void isEmptyWithoutACatalogue() throws Exception {
    assertThat(count("otel_spans_local")).isZero();
    assertThat(count("functions")).isZero();
  }

  @Test
  void runsAReadAgainWhenTheWorkerIsKilled() throws Exception {
    Future<Object> slow = callers.submit(() -> value(SLOW, Duration.ofSeconds(30)));
    await().until(() -> service.engine().monitor().report().running() == 1);
    await().until(() -> !processes.isEmpty() && value("SELECT 1", second()) != null);

    processes.getFirst().destroyForcibly();

    assertThat(slow.get(40, SECONDS)).isNotNull();
    assertThat(processes).hasSize(2);
    assertThat(service.engine().monitor().report().workerRestarts()).isEqualTo(1);
  }

  @Test
  void killsTheWorkerForAStatementThatCannotBeStoppedAndSparesItsNeighbour() throws Exception {
    assertThat(value("SELECT 1", second())).isEqualTo(1L);
    Future<Object> guilty = callers.submit(() -> value(UNSTOPPABLE, Duration.ofMillis(300)));
    Future<Object> innocent = callers.submit(() -> value(SLOW, Duration.ofSeconds(30)));

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> guilty.get(20, SECONDS))
        .withMessageContaining("the query worker was killed because of it");
    assertThat(innocent.get(40, SECONDS)).isNotNull();
    assertThat(service.engine().monitor().report().total().cutOff()).isEqualTo(1);
  }

  @Test
  void sparesAStatementBesideWhichTheWorkerIsKilledAgainAndAgain() throws Exception {
    assertThat(value("SELECT 1", second())).isEqualTo(1L);
    Future<Object> innocent = callers.submit(() -> value(SLOWER, Duration.ofSeconds(50)));
    for (int i = 0; i < 3; i++) {
      Future<Object> guilty = callers.submit(() -> value(UNSTOPPABLE, Duration.ofMillis(100)));
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> guilty.get(20, SECONDS))
          .withMessageContaining("the query worker was killed because of it");
    }
    assertThat(innocent.get(60, SECONDS)).isNotNull();
  }

  @Test
  void servesAgainWithinASecondOfAKill() throws Exception {
    assertThat(value("SELECT 1", second())).isEqualTo(1L);
    processes.getFirst().destroyForcibly();

    assertThat(value("SELECT 2", Duration.ofSeconds(10))).isEqualTo(2L);
  }

  @Test
  void endsAMemoryBombAndGoesOn() throws Exception {
    for (String bomb :
        List.of(
            "SELECT len(range(1000000000))",
            "SELECT length(repeat('x', 2000000000))",
            "SELECT list(a) FROM range(100000000) r(a)",
            "SELECT string_agg(repeat('x', 1000), '') FROM range(10000000)")) {
      assertThatExceptionOfType(CoralException.class)
          .as(bomb)
          .isThrownBy(() -> value(bomb, Duration.ofSeconds(10)))
          .satisfies(
              e ->
                  assertThat(e.code())
                      .isIn(ErrorCode.LIMIT_EXCEEDED, ErrorCode.TIMEOUT, ErrorCode.QUERY_FAILED));
      assertThat(value("SELECT 1", Duration.ofSeconds(10))).as("after " + bomb).isEqualTo(1L);
    }
  }

  @Test
  void cancelsWhenTheCallerIsInterrupted() throws Exception {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller =
        Thread.startVirtualThread(
            () -> {
              try {
                value(
                    "SELECT count(*) FROM range(1000000) a, range(1000000) b",
                    Duration.ofSeconds(30));
              } catch (Throwable e) {
                thrown.set(e);
              }
            });
    await().until(() -> service.engine().monitor().report().running() == 1);
    assertThat(value("SELECT 1", second())).isEqualTo(1L);

    caller.interrupt();
    caller.join(Duration.ofSeconds(5));

    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    // All four places are free again, in the same worker.
    for (Future<Object> each :
        callers.invokeAll(Collections.nCopies(4, () -> value("SELECT 1", Duration.ofSeconds(5))))) {
      assertThat(each.get()).isEqualTo(1L);
    }
    assertThat(processes).hasSize(1);
  }

  @Test
  void readsNewSegmentsAndLetsGoOfOldOnesWhileQueriesRun() throws Exception {
    var first = folder.spans(100);
    folder.publish(first);
    service.segments().bind(folder);
    await().until(() -> count("otel_spans_local") == 100);

    Future<Object> reader =
        callers.submit(
            () -> {
              for (int i = 0; i < 200; i++) {
                assertThat(count("otel_spans_local")).isIn(100L, 150L, 50L);
              }
              return true;
            });
    var second = folder.spans(50);
    folder.publish(first, second);
    await().until(() -> count("otel_spans_local") == 150);
    folder.publish(second);
    await().until(() -> count("otel_spans_local") == 50);

    await().untilAsserted(() -> assertThat(folder.releases()).contains(3L));
    SegmentFolder.delete(first);
    assertThat(reader.get(30, SECONDS)).isEqualTo(true);
    assertThat(count("otel_spans_local")).isEqualTo(50);
  }

  @Test
  void holdsAGenerationForAsLongAsAQueryReadsIt() throws Exception {
    folder.publish(folder.spans(100));
    service.segments().bind(folder);
    await().until(() -> count("otel_spans_local") == 100);
    Future<Object> slow = callers.submit(() -> value(SLOW, Duration.ofSeconds(30)));
    await().until(() -> service.engine().monitor().report().running() == 1);

    folder.publish(folder.spans(50));
    await().until(() -> count("otel_spans_local") == 50);

    if (!slow.isDone()) {
      assertThat(folder.releases()).doesNotContain(2L);
    }
    slow.get(30, SECONDS);
    await().untilAsserted(() -> assertThat(folder.releases()).contains(2L));
  }

  @Test
  void doesWithoutASegmentThatCannotBeRead() throws Exception {
    var good = folder.spans(10);
    var bad = folder.spans(20);
    Files.write(bad.file(), new byte[5_000]);
    folder.publish(good, bad);
    service.segments().bind(folder);

    await().untilAsserted(() -> assertThat(count("otel_spans_local")).isEqualTo(10));
  }

  @Test
  void replacesTheWorkerWhenSegmentsLieElsewhere() throws Exception {
    assertThat(count("otel_spans_local")).isZero();
    SegmentFolder elsewhere = new SegmentFolder(Files.createDirectory(directory.resolve("b")));
    elsewhere.publish(elsewhere.spans(7));
    service.segments().bind(elsewhere);

    await().untilAsserted(() -> assertThat(count("otel_spans_local")).isEqualTo(7));
    service.segments().unbind(elsewhere);
    assertThat(count("otel_spans_local")).isEqualTo(7);
  }

  @Test
  void refusesToWaitForAPlaceBeyondTheTimeLimit() throws Exception {
    for (int i = 0; i < 4; i++) {
      var _ = callers.submit(() -> value(SLOW, Duration.ofSeconds(20)));
    }
    await().until(() -> service.engine().monitor().report().running() == 4);

    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(() -> value("SELECT 1", Duration.ofMillis(50)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT))
        .withMessageContaining("query.pool_size");
    assertThat(service.engine().monitor().report().total().refused()).isEqualTo(1);
  }

  @Test
  void workerEndsWithItsStandardInput() throws Exception {
    WorkerLauncher launcher =
        new WorkerLauncher(
            this::spawn,
            RealWorker::files,
            new QuerySettings(2, 256, Duration.ofSeconds(5), 100, 6_400, Duration.ofMillis(500)));
    Process process = launcher.launch(directory);
    FrameChannel channel = new FrameChannel(process.getInputStream(), process.getOutputStream());
    channel.write(new Frame(Kind.START, 0, launcher.start().encode()));
    assertThat(channel.read()).extracting(Frame::kind).isEqualTo(Kind.HELLO);

    process.getOutputStream().close();

    assertThat(process.waitFor(10, SECONDS)).isTrue();
  }

  private Process spawn(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private long count(String table) throws InterruptedException {
    return (long) value("SELECT count(*) FROM " + table, Duration.ofSeconds(10));
  }

  private Object value(String sql, Duration timeout) throws InterruptedException {
    var request = new QueryRequest(sql, List.of(), timeout, 10, 64 << 20, QueryOrigin.part("test"));
    return Rows.of(service.engine().query(request)).getFirst().getFirst();
  }

  private static Duration second() {
    return Duration.ofSeconds(1);
  }
}
