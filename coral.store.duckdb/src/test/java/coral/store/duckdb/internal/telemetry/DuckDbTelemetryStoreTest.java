// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.telemetry.SegmentCatalog;
import coral.api.telemetry.SegmentManifest;
import coral.api.telemetry.TelemetryRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbTelemetryStoreTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:15:23.123456789Z");
  private static final String SPANS = "otel_spans_local";
  private static final Duration RETENTION = Duration.ofMinutes(60);

  @TempDir Path root;
  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private final AtomicLong freeBytes = new AtomicLong(Long.MAX_VALUE);
  private final List<DuckDbTelemetryStore> stores = new ArrayList<>();

  private DuckDbTelemetryStore open() {
    InstantSource time = now::get;
    DuckDbTelemetryStore store =
        new DuckDbTelemetryStore(
            TestStores.settings(root, RETENTION, time.withZone(ZoneOffset.UTC), freeBytes::get));
    stores.add(store);
    return store;
  }

  @AfterEach
  void close() {
    stores.forEach(DuckDbTelemetryStore::close);
  }

  @Test
  void saysWhatASegmentHoldsInTheManifest() {
    DuckDbTelemetryStore store = open();
    Instant later = NOW.plusSeconds(5);
    store.append(List.of(Rows.span(later, "a", 1), Rows.span(NOW, "b", 2)));
    SegmentManifest manifest = TestStores.afterRows(store, 2);
    assertThat(manifest.directory()).isEqualTo(root.resolve("segments"));
    assertThat(manifest.segments())
        .singleElement()
        .satisfies(
            segment -> {
              assertThat(segment.tables()).containsExactly(SPANS);
              assertThat(segment.rows()).isEqualTo(2);
              assertThat(segment.from()).isEqualTo(Instant.parse("2026-03-01T10:15:23.123456Z"));
              assertThat(segment.to()).isEqualTo(Instant.parse("2026-03-01T10:15:28.123456Z"));
              assertThat(segment.file()).exists().hasParent(root.resolve("segments"));
              assertThat(Path.of(segment.file() + ".wal")).doesNotExist();
            });
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void leavesOutARowThatDuckDbDoesNotTakeAndKeepsTheOthers() {
    DuckDbTelemetryStore store = open();
    List<TelemetryRow> rows = new ArrayList<>(Rows.spans(NOW, "payments", 100));
    rows.add(
        37,
        new TelemetryRow.HttpMetric(
            NOW,
            "payments",
            "GET",
            "/",
            200,
            1,
            0,
            0,
            1,
            (List) List.of("no"),
            List.of(1L),
            "m",
            "{}"));
    store.append(rows);
    assertThat(TestStores.count(TestStores.afterRows(store, 100), SPANS)).isEqualTo(100);
    assertThat(store.rowCounts()).containsEntry("beyla_http_metrics", 0L);
  }

  @Test
  void keepsWhatItHasWhenItIsOpenedAgain() {
    DuckDbTelemetryStore first = open();
    first.append(Rows.spans(NOW, "payments", 500));
    first.close();
    long generation = first.current().generation();
    DuckDbTelemetryStore second = open();
    assertThat(TestStores.count(second.current(), SPANS)).isEqualTo(500);
    assertThat(second.rowCounts()).containsEntry(SPANS, 500L);
    assertThat(second.services()).containsExactly("payments");
    assertThat(second.current().generation()).isGreaterThan(generation);
  }

  @Test
  void refusesRowsOnceItIsClosed() {
    DuckDbTelemetryStore store = open();
    store.close();
    unavailable(store, "closing");
  }

  private static void unavailable(DuckDbTelemetryStore store, String words) {
    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(() -> store.append(Rows.spans(NOW, "payments", 1)))
        .withMessageContaining(words)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
  }

  @Test
  void refusesRowsWhileTheDiskIsFullAndTakesThemAgainWhenThereIsRoom() {
    DuckDbTelemetryStore store = open();
    store.append(Rows.spans(NOW, "payments", 10));
    TestStores.afterRows(store, 10);
    freeBytes.set(1000);
    await()
        .untilAsserted(
            () ->
                assertThatExceptionOfType(CoralException.class)
                    .isThrownBy(() -> store.append(List.of()))
                    .withMessageContaining(
                        "has 1,000 bytes free and 67,108,864 are needed; make room"));
    unavailable(store, "make room");
    freeBytes.set(Long.MAX_VALUE);
    await()
        .ignoreExceptions()
        .until(
            () -> {
              store.append(Rows.spans(NOW, "payments", 5));
              return true;
            });
    assertThat(TestStores.count(TestStores.afterRows(store, 15), SPANS)).isEqualTo(15);
  }

  @Test
  void dropsWholeFilesAfterTheRetentionAndOnlyOnceNobodyReadsThem() {
    DuckDbTelemetryStore store = open();
    store.append(Rows.spans(NOW.plus(Duration.ofDays(3650)), "payments", 10));
    TestStores.afterRows(store, 10);
    SegmentCatalog.Reader reader = store.open(generation -> {});
    now.set(NOW.plus(RETENTION).plusSeconds(1));
    store.append(Rows.spans(NOW, "cart", 10));
    await().until(() -> store.services().equals(List.of("cart")));
    assertThat(TestStores.files(root)).hasSize(2);
    TestStores.afterRows(store, 10);
    reader.release(store.current().generation());
    assertThat(TestStores.files(root)).hasSize(1);
    assertThat(store.rowCounts()).containsEntry(SPANS, 10L);
    reader.close();
  }

  @Test
  void mergesWhatAPeriodLeftIntoOneFile() {
    DuckDbTelemetryStore store = open();
    for (int i = 1; i <= 4; i++) {
      store.append(Rows.spans(NOW, "payments-" + i, 100));
      store.append(List.of(new TelemetryRow.SystemMetric(NOW, "m" + i, i, "1", "gauge", "{}")));
      TestStores.afterRows(store, 101L * i);
      now.set(now.get().plusSeconds(1));
    }
    now.set(NOW.plus(RETENTION.dividedBy(10)));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> store.current().segments().size() == 1 && TestStores.files(root).size() == 1);
    SegmentManifest manifest = store.current();
    assertThat(TestStores.count(manifest, SPANS)).isEqualTo(400);
    assertThat(TestStores.select(manifest, "system_metrics_local", "SELECT metric_name FROM %s"))
        .containsExactly("m1", "m2", "m3", "m4");
    assertThat(store.services())
        .containsExactly("payments-1", "payments-2", "payments-3", "payments-4");
    assertThat(manifest.segments().getFirst().rows()).isEqualTo(404);
    store.close();
    assertThat(TestStores.count(open().current(), SPANS)).isEqualTo(400);
  }

  @Test
  void setsABadSegmentAsideAndKeepsTheOthers() throws Exception {
    DuckDbTelemetryStore store = open();
    store.append(Rows.spans(NOW, "payments", 10));
    Path bad = TestStores.afterRows(store, 10).segments().getFirst().file();
    now.set(NOW.plusSeconds(2));
    store.append(Rows.spans(NOW, "cart", 20));
    TestStores.afterRows(store, 30);
    store.close();
    Files.writeString(bad, "no database");
    DuckDbTelemetryStore again = open();
    assertThat(TestStores.count(again.current(), SPANS)).isEqualTo(20);
    assertThat(again.services()).containsExactly("cart");
    assertThat(TestStores.files(root)).contains(bad.getFileName() + ".bad");
  }

  @Test
  void takesOverTheSegmentsWhenTheCatalogueIsBad() throws Exception {
    DuckDbTelemetryStore store = open();
    store.append(Rows.spans(NOW, "payments", 10));
    TestStores.afterRows(store, 10);
    store.close();
    Files.writeString(root.resolve("agent.db"), "no database");
    Files.writeString(root.resolve("segments").resolve("merged-0000000099.duckdb"), "half merged");
    DuckDbTelemetryStore again = open();
    assertThat(TestStores.count(again.current(), SPANS)).isEqualTo(10);
    assertThat(again.services()).containsExactly("payments");
    assertThat(root.resolve("agent.db.bad")).exists();
    again.append(Rows.spans(NOW, "cart", 5));
    assertThat(TestStores.count(TestStores.afterRows(again, 15), SPANS)).isEqualTo(15);
    assertThat(TestStores.files(root)).doesNotContain("merged-0000000099.duckdb");
  }
}
