// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.telemetry.TelemetryRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RowQueueTest {
  private final RowQueue queue = new RowQueue(100);

  private static List<TelemetryRow> rows(int count) {
    return Rows.spans(Instant.EPOCH, "payments", count);
  }

  private void refused(Duration patience, String words) {
    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(() -> queue.put(rows(1), patience))
        .withMessageContaining(words)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
  }

  @Test
  void takesACallAsAWholeThoughItExceedsTheBound() throws Exception {
    queue.put(rows(99), Duration.ZERO);
    queue.put(rows(500), Duration.ZERO);
    refused(Duration.ZERO, "599 wait to be written");
    assertThat(queue.take(100, Duration.ZERO, Duration.ZERO)).hasSize(599);
    assertThat(queue.fill()).isZero();
  }

  @Test
  void refusesWhenThereIsNoRoomForAllThePatience() {
    queue.put(rows(100), Duration.ZERO);
    refused(Duration.ofMillis(20), "cannot take 1 telemetry rows");
  }

  @Test
  void goesOnAsSoonAsThereIsRoom() throws Exception {
    queue.put(rows(100), Duration.ZERO);
    CompletableFuture<Void> put =
        CompletableFuture.runAsync(() -> queue.put(rows(1), Duration.ofSeconds(30)));
    queue.take(10, Duration.ZERO, Duration.ZERO);
    await().until(put::isDone);
    assertThat(put).isCompleted();
  }

  @Test
  void tellsThoseWhoWaitThatRowsAreRefused() {
    queue.put(rows(100), Duration.ZERO);
    CompletableFuture<Void> put =
        CompletableFuture.runAsync(() -> queue.put(rows(1), Duration.ofSeconds(30)));
    queue.refuse("the disk is full");
    await().until(put::isDone);
    assertThat(put).isCompletedExceptionally();
    refused(Duration.ZERO, "the disk is full");
    queue.refuse(null);
    refused(Duration.ZERO, "100 wait");
  }

  @Test
  void canBeEmptiedAfterItIsClosed() throws Exception {
    queue.put(rows(1), Duration.ZERO);
    queue.close();
    refused(Duration.ofSeconds(30), "closing");
    assertThat(queue.drained()).isFalse();
    assertThat(queue.take(10, Duration.ofDays(1), Duration.ofDays(1))).hasSize(1);
    assertThat(queue.drained()).isTrue();
  }
}
