// SPDX-License-Identifier: Apache-2.0

package coral.itest.e2e;

import java.time.Instant;

/** OTLP/JSON requests of a service whose requests are slow and partly fail. */
public final class Otlp {
  private Otlp() {}

  /**
   * A delta histogram of {@code http.server.request.duration} in seconds: {@code ok} requests and
   * {@code failed} ones, each between 0.75 and 1 s.
   */
  static String slowRequests(String service, int ok, int failed) {
    Instant now = Instant.now();
    return """
        {"resourceMetrics": [{
          "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "%s"}}]},
          "scopeMetrics": [{"scope": {"name": "test"}, "metrics": [{
            "name": "http.server.request.duration", "unit": "s",
            "histogram": {"aggregationTemporality": 1, "dataPoints": [%s, %s]}}]}]}]}
        """
        .formatted(service, point(now, 200, ok), point(now, 500, failed));
  }

  private static String point(Instant now, int status, int count) {
    return """
        {"startTimeUnixNano": "%d", "timeUnixNano": "%d", "count": "%d", "sum": %s,
         "explicitBounds": [0.5, 0.75, 1], "bucketCounts": ["0", "0", "%d", "0"],
         "attributes": [
           {"key": "http.request.method", "value": {"stringValue": "POST"}},
           {"key": "http.route", "value": {"stringValue": "/pay"}},
           {"key": "http.response.status_code", "value": {"intValue": "%d"}}]}
        """
        .formatted(nanos(now.minusSeconds(5)), nanos(now), count, count * 0.9, count, status);
  }

  /** Spans that ended in an error. */
  public static String failedSpans(String service, int count) {
    StringBuilder spans = new StringBuilder();
    Instant now = Instant.now();
    for (int i = 1; i <= count; i++) {
      spans
          .append(spans.isEmpty() ? "" : ",")
          .append(
              """
              {"traceId": "%032x", "spanId": "%016x", "name": "POST /pay", "kind": 2,
               "startTimeUnixNano": "%d", "endTimeUnixNano": "%d", "status": {"code": 2},
               "attributes": [{"key": "http.response.status_code", "value": {"intValue": "500"}}]}
              """
                  .formatted(i, i, nanos(now.minusMillis(900)), nanos(now)));
    }
    return """
        {"resourceSpans": [{
          "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "%s"}}]},
          "scopeSpans": [{"scope": {"name": "test"}, "spans": [%s]}]}]}
        """
        .formatted(service, spans);
  }

  private static long nanos(Instant time) {
    return Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L) + time.getNano();
  }
}
