// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.execution.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportQueueTest {
  @TempDir Path directory;
  private ColonyDatabase database;

  /** How many batches each application was given, in order. */
  private final List<Integer> applied = new ArrayList<>();

  @BeforeEach
  void open() {
    database = new ColonyDatabase(directory.resolve("colony.db"), () -> Long.MAX_VALUE);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private final ReportQueue.Application echo =
      (connection, batches) -> {
        applied.add(batches.size());
        if (batches.stream().anyMatch(batch -> batch.agentId().equals("broken"))) {
          throw new IllegalStateException("a broken batch");
        }
        return batches.stream().map(ReportBatch::reports).toList();
      };

  private static ReportBatch batch(String agentId) {
    return new ReportBatch(
        agentId, List.of(ExecutionStoreContract.line(UUID.randomUUID(), 1, agentId)));
  }

  /** Keeps the writer busy until the latch is counted down. */
  private CompletableFuture<Boolean> holdWriter(CountDownLatch latch) throws Exception {
    var began = new CountDownLatch(1);
    CompletableFuture<Boolean> held =
        database.submitPaced(
            connection -> {
              began.countDown();
              try {
                latch.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return true;
            });
    began.await();
    return held;
  }

  private List<CompletableFuture<List<Report>>> submitWhileTheWriterIsBusy(
      List<ReportBatch> batches) throws Exception {
    var queue = new ReportQueue(database, echo);
    var latch = new CountDownLatch(1);
    CompletableFuture<Boolean> held = holdWriter(latch);
    List<CompletableFuture<List<Report>>> done = batches.stream().map(queue::submit).toList();
    latch.countDown();
    held.join();
    return done;
  }

  @Test
  void appliesWhatWaitsTogetherAndAnswersEachItsOwn() throws Exception {
    List<ReportBatch> batches = List.of(batch("agent-1"), batch("agent-2"), batch("agent-3"));
    List<CompletableFuture<List<Report>>> done = submitWhileTheWriterIsBusy(batches);
    for (int i = 0; i < batches.size(); i++) {
      assertThat(done.get(i).join()).isEqualTo(batches.get(i).reports());
    }
    assertThat(applied).containsExactly(3);
  }

  @Test
  void letsNoBatchFailForAnother() throws Exception {
    List<CompletableFuture<List<Report>>> done =
        submitWhileTheWriterIsBusy(List.of(batch("agent-1"), batch("broken"), batch("agent-3")));
    assertThat(done.get(0).join()).hasSize(1);
    assertThat(done.get(2).join()).hasSize(1);
    assertThat(done.get(1))
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .havingRootCause()
        .withMessage("a broken batch");
    assertThat(applied.getFirst()).isEqualTo(3);
    assertThat(applied.subList(1, applied.size())).containsOnly(1);
  }
}
