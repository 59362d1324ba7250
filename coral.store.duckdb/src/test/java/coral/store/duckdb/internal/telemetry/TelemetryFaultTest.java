// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import coral.api.error.CoralException;
import coral.api.telemetry.SegmentManifest;
import coral.store.duckdb.internal.ChildJvm;
import coral.store.duckdb.internal.DatabaseFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryFaultTest {
  private static final String SPANS = "otel_spans_local";

  @TempDir Path root;

  /**
   * Kills a child while its open segment has rows, and returns how many rows it had made visible.
   */
  private long killedAfterGenerations(int generations) {
    try (ChildJvm child = new ChildJvm(TelemetryWriterMain.class, root)) {
      String last = "0.";
      for (int i = 0; i < generations; i++) {
        last = child.line();
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(5))
          .until(
              () ->
                  TestStores.files(root).stream()
                      .filter(name -> name.endsWith(".wal"))
                      .anyMatch(name -> root.resolve("segments", name).toFile().length() > 50_000));
      return child.killAndReadLast(Long.parseLong(last.replace(".", "")));
    }
  }

  @Test
  void keepsWhatWasVisibleAndSealsWhatWasOpenWhenItWasKilled() {
    long visible = killedAfterGenerations(3);
    DuckDbTelemetryStore store = new DuckDbTelemetryStore(TestStores.settings(root));
    try {
      SegmentManifest manifest = store.current();
      long kept = TestStores.count(manifest, SPANS);
      assertThat(kept).isGreaterThanOrEqualTo(visible);
      assertThat(store.rowCounts()).containsEntry(SPANS, kept);
      assertThat(store.services()).containsExactly("payments");
      assertThat(TestStores.files(root))
          .containsExactlyElementsOf(
              manifest.segments().stream().map(s -> s.file().getFileName().toString()).toList());
      store.append(Rows.spans(Instant.now(), "cart", 10));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> store.current().segments().size() > manifest.segments().size());
    } finally {
      store.close();
    }
  }

  @Test
  void sealsWhatWasCommittedAndNotYetSealed() throws Exception {
    TelemetrySettings settings = TestStores.settings(root);
    TelemetryEngine engine =
        new TelemetryEngine(settings, new Generations(settings.segments()), () -> 0);
    engine.write(Rows.spans(Instant.now(), "payments", 100));
    engine.write(Rows.spans(Instant.now(), "cart", 50));
    assertThat(engine.unsealed().get(1L).totalRows()).isEqualTo(150);
    engine.abandon();
    DuckDbTelemetryStore store = new DuckDbTelemetryStore(settings);
    try {
      assertThat(TestStores.count(store.current(), SPANS)).isEqualTo(150);
      assertThat(store.services()).containsExactly("cart", "payments");
    } finally {
      store.close();
    }
  }

  @Test
  void goesOnWithoutALogThatCannotBeRead() throws IOException {
    killedAfterGenerations(2);
    long logs = 0;
    for (String name : TestStores.files(root)) {
      if (name.endsWith(".wal")) {
        Path log = root.resolve("segments").resolve(name);
        byte[] bytes = Files.readAllBytes(log);
        if (bytes.length > 1000) {
          bytes[bytes.length / 2] ^= 0x55;
          Files.write(log, bytes);
          logs++;
        }
      }
    }
    DuckDbTelemetryStore store = new DuckDbTelemetryStore(TestStores.settings(root));
    try {
      assertThat(TestStores.count(store.current(), SPANS)).isPositive();
      assertThat(logs).isPositive();
      assertThat(TestStores.files(root).stream().filter(name -> name.contains(".wal.broken-")))
          .hasSizeLessThanOrEqualTo((int) logs);
    } finally {
      store.close();
    }
  }

  @Test
  void saysWhichProcessHasTheCatalogueOpen() {
    try (ChildJvm child = new ChildJvm(TelemetryWriterMain.class, root)) {
      child.line();
      assertThatExceptionOfType(CoralException.class)
          .isThrownBy(() -> new DuckDbTelemetryStore(TestStores.settings(root)))
          .withMessageContaining("cannot open " + root.resolve("agent.db"))
          .withMessageContaining("process " + child.pid());
      assertThat(Files.exists(root.resolve("agent.db.bad"))).isFalse();
    }
  }

  @Test
  void opensAgainAfterTheInstanceHasFailed() throws Exception {
    Generations generations = new Generations(TestStores.settings(root).segments());
    RowQueue queue = new RowQueue(1000);
    Ingest ingest = new Ingest(TestStores.settings(root), generations, queue);
    try {
      queue.put(Rows.spans(Instant.now(), "payments", 10), Duration.ofSeconds(5));
      await().until(() -> !generations.live().isEmpty());
      ingest.fail(new java.sql.SQLException("FATAL Error: as if"));
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(
              () -> {
                queue.put(Rows.spans(Instant.now(), "cart", 10), Duration.ofSeconds(5));
                return true;
              });
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  generations.live().stream().anyMatch(s -> s.stats().services().contains("cart")));
    } finally {
      ingest.close();
    }
    assertThat(TestStores.count(generations.current(), SPANS)).isGreaterThanOrEqualTo(20);
    assertThat(DatabaseFile.logOf(root.resolve("agent.db"))).doesNotExist();
  }
}
