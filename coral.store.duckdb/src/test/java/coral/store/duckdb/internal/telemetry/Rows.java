// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import coral.api.telemetry.TelemetryRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Telemetry to test with. */
final class Rows {
  private Rows() {}

  static TelemetryRow.Span span(Instant time, String service, long number) {
    return new TelemetryRow.Span(
        "%032x".formatted(number * 7919),
        "%016x".formatted(number * 104729),
        number % 3 == 0 ? null : "%016x".formatted(number),
        service,
        "GET /pay",
        "SERVER",
        time,
        1_000_000 + number % 1000 * 1000,
        number % 50 == 0 ? "ERROR" : "OK",
        null,
        "GET",
        "/pay/{id}",
        200,
        null,
        null,
        null,
        null,
        "{\"http.request.method\":\"GET\",\"url.path\":\"/pay/%d\",\"thread.name\":\"http-1\"}"
            .formatted(number % 100_000),
        "{\"service.name\":\"%s\",\"host.name\":\"h1\"}".formatted(service),
        "[]");
  }

  static List<TelemetryRow> spans(Instant time, String service, int count) {
    List<TelemetryRow> rows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      rows.add(span(time.plusNanos(i * 1000L), service, i));
    }
    return rows;
  }
}
