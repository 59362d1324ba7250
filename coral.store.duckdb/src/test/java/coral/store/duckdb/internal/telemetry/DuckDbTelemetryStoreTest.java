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
import coral.api.telemetry.TelemetryTable;
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

  private static SegmentManifest afterRows(SegmentCatalog catalog, long rows) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                catalog.current().segments().stream().mapToLong(SegmentManifest.Segment::rows).sum()
                    >= rows);
    return catalog.current();
  }

  @Test
  void keepsARowOfEachTableWithEveryColumn() {
    DuckDbTelemetryStore store = open();
    List<TelemetryRow> rows =
        List.of(
            new TelemetryRow.Span(
                "t",
                "s",
                "p",
                "payments",
                "GET /",
                "SERVER",
                NOW,
                5,
                "ERROR",
                "boom",
                "GET",
                "/pay",
                500,
                "postgresql",
                "SELECT 'x'",
                "svc",
                "m",
                "{\"a\":1}",
                "{\"b\":2}",
                "[{\"name\":\"e\"}]"),
            new TelemetryRow.HttpMetric(
                NOW,
                "payments",
                "GET",
                "/pay",
                200,
                10,
                1,
                0.1,
                99,
                List.of(1.5, 2.0),
                List.of(1L, 2L, 7L),
                "http.server.duration",
                "{}"),
            new TelemetryRow.GrpcMetric(
                NOW,
                "ledger",
                "svc",
                "m",
                0,
                10,
                1,
                0.1,
                99,
                List.of(),
                List.of(10L),
                "rpc.server.duration",
                "{}"),
            new TelemetryRow.Metric(
                NOW,
                "payments",
                "jvm.memory.used",
                "gauge",
                "By",
                "delta",
                true,
                1.5,
                0.5,
                2L,
                3.0,
                1.0,
                2.0,
                List.of(1.0),
                List.of(1L, 1L),
                "{}",
                "{}"),
            new TelemetryRow.Metric(
                NOW,
                "payments",
                "bare",
                "gauge",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "{}",
                "{}"),
            new TelemetryRow.Log(
                NOW, "cart", 17, "ERROR", "ünï \uD83D\uDE00 'q' \0", "t", null, "{}", "{}"),
            new TelemetryRow.SystemMetric(
                NOW, "system.memory.usage", 1e9, "By", "gauge", "{\"state\":\"used\"}"));
    store.append(rows);
    SegmentManifest manifest = afterRows(store, 7);
    assertThat(TestStores.select(manifest, SPANS, "SELECT to_json(t)::VARCHAR FROM %s t"))
        .containsExactly(
            "{\"trace_id\":\"t\",\"span_id\":\"s\",\"parent_span_id\":\"p\",\"service_name\":\"payments\",\"span_name\":\"GET /\",\"span_kind\":\"SERVER\",\"start_time\":\"2026-03-01 10:15:23.123456+00\",\"duration_ns\":5,\"status_code\":\"ERROR\",\"status_message\":\"boom\",\"http_method\":\"GET\",\"http_route\":\"/pay\",\"http_status_code\":500,\"db_system\":\"postgresql\",\"db_statement\":\"SELECT 'x'\",\"rpc_service\":\"svc\",\"rpc_method\":\"m\",\"attributes\":{\"a\":1},\"resource_attributes\":{\"b\":2},\"events\":[{\"name\":\"e\"}]}");
    assertThat(
            TestStores.select(
                manifest,
                "beyla_http_metrics",
                "SELECT concat_ws(' ', service_name, http_route, http_status_code, request_count,"
                    + " error_count, error_rate, duration_sum_ns, bucket_bounds_ns::VARCHAR,"
                    + " bucket_counts::VARCHAR) FROM %s"))
        .containsExactly("payments /pay 200 10 1 0.1 99 [1.5, 2.0] [1, 2, 7]");
    assertThat(
            TestStores.select(
                manifest,
                "beyla_grpc_metrics",
                "SELECT concat_ws(' ', service_name, rpc_service, rpc_method, grpc_status_code,"
                    + " bucket_bounds_ns::VARCHAR, bucket_counts::VARCHAR) FROM %s"))
        .containsExactly("ledger svc m 0 [] [10]");
    assertThat(
            TestStores.select(
                manifest,
                "otel_metrics_local",
                "SELECT to_json(t)::VARCHAR FROM %s t ORDER BY metric_name DESC"))
        .containsExactly(
            "{\"timestamp\":\"2026-03-01 10:15:23.123456+00\",\"service_name\":\"payments\",\"metric_name\":\"jvm.memory.used\",\"metric_type\":\"gauge\",\"unit\":\"By\",\"temporality\":\"delta\",\"is_monotonic\":true,\"value\":1.5,\"delta\":0.5,\"count\":2,\"sum\":3.0,\"min\":1.0,\"max\":2.0,\"bucket_bounds\":[1.0],\"bucket_counts\":[1,1],\"attributes\":{},\"resource_attributes\":{}}",
            "{\"timestamp\":\"2026-03-01 10:15:23.123456+00\",\"service_name\":\"payments\",\"metric_name\":\"bare\",\"metric_type\":\"gauge\",\"unit\":null,\"temporality\":null,\"is_monotonic\":null,\"value\":null,\"delta\":null,\"count\":null,\"sum\":null,\"min\":null,\"max\":null,\"bucket_bounds\":null,\"bucket_counts\":null,\"attributes\":{},\"resource_attributes\":{}}");
    assertThat(TestStores.select(manifest, "otel_logs_local", "SELECT body FROM %s"))
        .containsExactly("ünï \uD83D\uDE00 'q' \0");
    assertThat(TestStores.select(manifest, "system_metrics_local", "SELECT value FROM %s"))
        .containsExactly(1e9);
    assertThat(store.services()).containsExactly("cart", "ledger", "payments");
    assertThat(store.rowCounts())
        .containsEntry(SPANS, 1L)
        .containsEntry("otel_metrics_local", 2L)
        .containsEntry("functions", 0L)
        .hasSize(TelemetryTable.values().length);
  }

  @Test
  void saysWhatASegmentHoldsInTheManifest() {
    DuckDbTelemetryStore store = open();
    Instant later = NOW.plusSeconds(5);
    store.append(List.of(Rows.span(later, "a", 1), Rows.span(NOW, "b", 2)));
    SegmentManifest manifest = afterRows(store, 2);
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
    assertThat(TestStores.count(afterRows(store, 100), SPANS)).isEqualTo(100);
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
    afterRows(store, 10);
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
    assertThat(TestStores.count(afterRows(store, 15), SPANS)).isEqualTo(15);
  }

  @Test
  void dropsWholeFilesAfterTheRetentionAndOnlyOnceNobodyReadsThem() {
    DuckDbTelemetryStore store = open();
    store.append(Rows.spans(NOW.plus(Duration.ofDays(3650)), "payments", 10));
    afterRows(store, 10);
    SegmentCatalog.Reader reader = store.open(generation -> {});
    now.set(NOW.plus(RETENTION).plusSeconds(1));
    store.append(Rows.spans(NOW, "cart", 10));
    await().until(() -> store.services().equals(List.of("cart")));
    assertThat(TestStores.files(root)).hasSize(2);
    afterRows(store, 10);
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
      afterRows(store, 101L * i);
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
    Path bad = afterRows(store, 10).segments().getFirst().file();
    now.set(NOW.plusSeconds(2));
    store.append(Rows.spans(NOW, "cart", 20));
    afterRows(store, 30);
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
    afterRows(store, 10);
    store.close();
    Files.writeString(root.resolve("agent.db"), "no database");
    Files.writeString(root.resolve("segments").resolve("merged-0000000099.duckdb"), "half merged");
    DuckDbTelemetryStore again = open();
    assertThat(TestStores.count(again.current(), SPANS)).isEqualTo(10);
    assertThat(again.services()).containsExactly("payments");
    assertThat(root.resolve("agent.db.bad")).exists();
    again.append(Rows.spans(NOW, "cart", 5));
    assertThat(TestStores.count(afterRows(again, 15), SPANS)).isEqualTo(15);
    assertThat(TestStores.files(root)).doesNotContain("merged-0000000099.duckdb");
  }
}
