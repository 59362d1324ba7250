// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.telemetry.SegmentManifest;
import coral.api.telemetry.TelemetryRow;
import coral.api.telemetry.TelemetryTable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes back of a row of each table. */
class TelemetryColumnsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:15:23.123456789Z");
  private static final String SPANS = "otel_spans_local";

  @TempDir Path root;

  @Test
  void keepsARowOfEachTableWithEveryColumn() {
    DuckDbTelemetryStore store =
        new DuckDbTelemetryStore(
            TestStores.settings(
                root,
                Duration.ofMinutes(60),
                Clock.fixed(NOW, ZoneOffset.UTC),
                () -> Long.MAX_VALUE));
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
    SegmentManifest manifest = TestStores.afterRows(store, 7);
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
    store.close();
  }
}
