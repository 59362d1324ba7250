// SPDX-License-Identifier: Apache-2.0

package coral.itest.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What scripts are for: each example, unmodified, over the telemetry of one {@link Shop}. */
class UseCasesTest {
  private static final String CONFIG = "payments:\n  timeout: 3s\n";

  @TempDir static Path base;
  private static CoralServer server;
  private static Path config;
  private static Path secret;

  @BeforeAll
  static void start() throws Exception {
    Path dir = base.toRealPath();
    config = Files.writeString(dir.resolve("config.yaml"), CONFIG);
    secret = Files.writeString(dir.resolve("secret.yaml"), "password: x\n");
    Files.writeString(
        Files.createDirectories(base.resolve("data")).resolve("agent.yaml"),
        """
        script:
          file_hash_paths:
            - %s
        """
            .formatted(config));
    server = CoralServer.upLabelled(base, "config_files=" + config + ":" + secret);
    new Shop().sendTo(server);
    // all at once: what is recent now will not be for long
    deploy("anomalies", "anomaly-any-service.ts");
    deploy("slow-sql", "correlate-slow-sql-cache-misses.ts");
    deploy("failures-by-provider", "metric-ratio-by-provider.ts");
    deploy("config", "validate-config-everywhere.ts");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void alertsOfEachServiceThatIsNotAsBefore() throws Exception {
    List<JsonNode> alerts = awaitEvents("anomalies", "alert", 2);
    assertThat(alerts)
        .extracting(alert -> alert.path("data").path("message").asString())
        .containsExactlyInAnyOrder(
            "payments is slower and using more memory than before",
            "catalog is failing more than before");

    JsonNode payments = of("service", "payments", alerts);
    assertThat(payments.path("severity").asString()).isEqualTo("critical");
    JsonNode data = payments.path("data");
    assertThat(data.path("p99_ms").asDouble()).isEqualTo(459, within(1.0));
    assertThat(data.path("baseline_p99_ms").asDouble()).isEqualTo(59, within(1.0));
    assertThat(data.path("memory_growth").asDouble()).isEqualTo(1.5, within(0.001));

    JsonNode catalog = of("service", "catalog", alerts);
    assertThat(catalog.path("severity").asString()).isEqualTo("warning");
    assertThat(catalog.path("data").path("error_rate").asDouble()).isEqualTo(0.2, within(0.001));
    assertThat(catalog.path("data").path("baseline_error_rate").asDouble()).isZero();
  }

  @Test
  void correlatesSlowSqlWithCacheMisses() throws Exception {
    JsonNode event = awaitEvents("slow-sql", "correlation", 1).getFirst();
    JsonNode data = event.path("data");
    assertThat(data.path("type").asString()).isEqualTo("slow_sql_cache_misses");
    assertThat(data.path("correlation").asDouble()).isBetween(0.99, 1.0);
    assertThat(data.path("traces").asInt()).isEqualTo(Shop.BEFORE + Shop.RECENT);
    assertThat(data.path("sql_ms_with_misses").asDouble()).isBetween(200.0, 220.0);
    assertThat(data.path("sql_ms_without").asDouble()).isBetween(5.0, 8.0);
    JsonNode slowest = data.path("slowest");
    assertThat(slowest).hasSize(10);
    assertThat(slowest.path(0).path("sql_ms").asDouble()).isEqualTo(216, within(0.001));
    assertThat(slowest.path(0).path("misses").asInt()).isEqualTo(1);
    assertThat(slowest.path(0).path("statement").asString())
        .isEqualTo("SELECT * FROM items WHERE id = $1");
    assertThat(slowest.path(0).path("trace_id").asString()).matches("[0-9a-f]{32}");
  }

  @Test
  void measuresWhichShareOfPaymentsFailsByProvider() throws Exception {
    List<JsonNode> metrics = awaitEvents("failures-by-provider", "metric", 2).subList(0, 2);
    assertThat(metrics)
        .extracting(
            metric -> metric.path("data").path("name").asString(),
            metric -> provider(metric).path("payment.provider").asString(),
            metric -> provider(metric).path("payments").asInt(),
            metric -> metric.path("data").path("value").asDouble())
        .containsExactlyInAnyOrder(
            tuple("payments.failure_ratio", "adyen", 10, 0.5),
            tuple("payments.failure_ratio", "stripe", 30, 0.1));
  }

  private static JsonNode provider(JsonNode metric) {
    return metric.path("data").path("attributes");
  }

  @Test
  void saysWhereInstancesDifferAndWhatTheirConfigurationIs() throws Exception {
    List<JsonNode> events = awaitEvents("config", "config", 3);
    JsonNode payments = of("service", "payments", events);
    assertThat(payments.path("severity").asString()).isEqualTo("warning");
    assertThat(payments.path("data").path("consistent").asBoolean()).isFalse();
    assertThat(payments.path("data").path("versions").valueStream().map(JsonNode::asString))
        .containsExactly("1.4.0", "1.5.0");

    JsonNode inventory = of("service", "inventory", events);
    assertThat(inventory.path("severity").asString()).isEqualTo("info");
    assertThat(inventory.path("data").path("environments").valueStream().map(JsonNode::asString))
        .containsExactly("production");
    JsonNode files = inventory.path("data").path("files");
    assertThat(files.path(config.toString()).asString()).isEqualTo(sha256(CONFIG));
    assertThat(files.path(secret.toString()).asString()).isEqualTo("PERMISSION_DENIED");
    assertThat(inventory.path("data").path("hash").asString())
        .isEqualTo(
            sha256(
                """
                {"service":"inventory","versions":["2.0.0"],"environments":["production"],\
                "files":{"%s":"%s","%s":"PERMISSION_DENIED"}}"""
                    .formatted(config, sha256(CONFIG), secret)));
  }

  private static void deploy(String name, String example) throws Exception {
    Path file = Launcher.ROOT.resolve("examples").resolve(example);
    Ran deployed = server.cli().run("script", "deploy", "--name", name, "--file", file.toString());
    assertThat(deployed.exitCode()).as("%s", deployed).isZero();
  }

  /** Events of a script, once there are so many. */
  private static List<JsonNode> awaitEvents(String script, String name, int count) {
    return await()
        .atMost(CoralServer.PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> events(script, name), events -> events.size() >= count);
  }

  private static List<JsonNode> events(String script, String name) throws Exception {
    return server
        .cli()
        .run("script", "status", script, "--tail", "100", "-o", "json")
        .json()
        .path("recent_logs")
        .valueStream()
        .map(entry -> entry.path("event"))
        .filter(event -> event.path("name").asString("").equals(name))
        .toList();
  }

  private static JsonNode of(String key, String value, List<JsonNode> events) {
    return events.stream()
        .filter(event -> event.path("data").path(key).asString("").equals(value))
        .findFirst()
        .orElseThrow(() -> new AssertionError("none of %s in %s".formatted(value, events)));
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256")
                .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }
}
