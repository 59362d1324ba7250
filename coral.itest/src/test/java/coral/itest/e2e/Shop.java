// SPDX-License-Identifier: Apache-2.0

package coral.itest.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A shop of three services, 20 minutes ago and in the last minute. Version 1.5.0 of payments, which
 * came in between, is slow and uses more memory, and one of its providers fails; catalog fails more
 * than before, and asks its database for what its cache does not have; inventory is as ever.
 */
final class Shop {
  /** Requests of each service. */
  static final int BEFORE = 100;

  static final int RECENT = 40;

  private static final Duration THEN = Duration.ofMinutes(20);

  private final Instant now = Instant.now();
  private int traces;

  void sendTo(CoralServer server) throws Exception {
    server.send(
        "/v1/metrics",
        OtlpSpans.memory(
            "payments", Map.of(now.minus(THEN), 200L << 20, now.minusSeconds(30), 300L << 20)));
    server.send(
        "/v1/metrics",
        OtlpSpans.memory(
            "catalog", Map.of(now.minus(THEN), 200L << 20, now.minusSeconds(30), 210L << 20)));
    for (OtlpSpans spans :
        new OtlpSpans[] {
          payments("1.4.0", BEFORE, now.minus(THEN), 50),
          payments("1.5.0", RECENT, now, 450),
          catalog(BEFORE, now.minus(THEN), 0),
          catalog(RECENT, now, 5),
          inventory(BEFORE, now.minus(THEN)),
          inventory(RECENT, now)
        }) {
      server.send("/v1/traces", spans.json());
    }
    for (String service : new String[] {"payments", "catalog", "inventory"}) {
      server.awaitService(service);
    }
  }

  /**
   * Each fourth payment is Adyen's, of which each second fails; of recent ones of Stripe's a tenth.
   */
  private OtlpSpans payments(String version, int requests, Instant end, int millis) {
    OtlpSpans spans = new OtlpSpans(resource("payments", version, "deployment.environment.name"));
    for (int i = 0; i < requests; i++) {
      Instant start = start(end, i);
      Duration duration = Duration.ofMillis(millis + i % 10);
      boolean adyen = i % 4 == 0;
      traces++;
      spans
          .add(traces, "POST /pay", OtlpSpans.SERVER, start, duration, false, route("/pay"))
          .add(
              traces,
              "POST /charges",
              OtlpSpans.CLIENT,
              start.plusMillis(2),
              duration.minusMillis(5),
              adyen ? i % 8 == 0 : i % 13 == 1,
              Map.of("payment.provider", adyen ? "adyen" : "stripe"));
    }
    return spans;
  }

  /** Each fourth request misses the cache. */
  private OtlpSpans catalog(int requests, Instant end, int failing) {
    OtlpSpans spans = new OtlpSpans(resource("catalog", "7.2.1", "deployment.environment.name"));
    for (int i = 0; i < requests; i++) {
      Instant start = start(end, i);
      boolean miss = i % 4 == 0;
      Duration sql = Duration.ofMillis(miss ? 200 + i % 20 : 5 + i % 3);
      boolean failed = failing > 0 && i % failing == 0;
      traces++;
      spans
          .add(
              traces,
              "GET /items",
              OtlpSpans.SERVER,
              start,
              sql.plusMillis(20),
              failed,
              route("/items"))
          .add(
              traces,
              "GET",
              OtlpSpans.CLIENT,
              start.plusMillis(1),
              Duration.ofMillis(1),
              false,
              Map.of("db.system.name", "redis", "cache.hit", String.valueOf(!miss)))
          .add(
              traces,
              miss ? "SELECT items" : "SELECT stock",
              OtlpSpans.CLIENT,
              start.plusMillis(3),
              sql,
              false,
              Map.of(
                  "db.system.name",
                  "postgresql",
                  "db.query.text",
                  miss
                      ? "SELECT * FROM items WHERE id = $1"
                      : "SELECT n FROM stock WHERE id = $1"));
    }
    return spans;
  }

  /** Instrumented long ago: its environment has the older name. */
  private OtlpSpans inventory(int requests, Instant end) {
    OtlpSpans spans = new OtlpSpans(resource("inventory", "2.0.0", "deployment.environment"));
    for (int i = 0; i < requests; i++) {
      traces++;
      spans.add(
          traces,
          "GET /stock",
          OtlpSpans.SERVER,
          start(end, i),
          Duration.ofMillis(30 + i % 10),
          i % 50 == 0,
          route("/stock"));
    }
    return spans;
  }

  private static Instant start(Instant end, int request) {
    return end.minusMillis(2_000 + 500L * request);
  }

  private static Map<String, String> route(String route) {
    return Map.of("http.request.method", "GET", "http.route", route);
  }

  private static Map<String, String> resource(String service, String version, String environment) {
    return Map.of("service.name", service, "service.version", version, environment, "production");
  }
}
