// SPDX-License-Identifier: Apache-2.0

package coral.itest.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a script emits reaches Prometheus, an OTLP receiver and a webhook, over a kill too. */
class EgressTest {
  private static final String SCRIPT =
      """
      import * as coral from "@coral/sdk";
      await coral.emit("metric", { name: "shop.orders", value: 3, type: "counter", labels: { shop: "a" } });
      await coral.emit("metric", { name: "queue.length", value: 7.5 });
      await coral.emit("alert", { severity: "critical", message: "slow", service: "payments" });
      """;

  @TempDir Path dir;
  private final List<JsonNode> alerts = new CopyOnWriteArrayList<>();
  private final List<String> metrics = new CopyOnWriteArrayList<>();
  private volatile int answer = 200;
  private HttpServer receiver;

  @BeforeEach
  void listen() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/hook",
        exchange -> take(exchange, body -> alerts.add(JsonMapper.shared().readTree(body))));
    receiver.createContext(
        "/v1/metrics", exchange -> take(exchange, body -> metrics.add(contentType(exchange))));
    receiver.start();
    int port = receiver.getAddress().getPort();
    Files.writeString(
        Files.createDirectories(dir.resolve("data")).resolve("colony.yaml"),
        """
        egress:
          prometheus_port: 0
          webhook_url: http://127.0.0.1:%1$d/hook
          webhook_severity: warning
          alertmanager_url: nowhere
          group_wait_seconds: 1
          otlp_endpoint: http://127.0.0.1:%1$d/v1/metrics
          otlp_interval_seconds: 1
        """
            .formatted(port));
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  private interface Taker {
    void take(byte[] body);
  }

  private void take(HttpExchange exchange, Taker taker) throws IOException {
    taker.take(exchange.getRequestBody().readAllBytes());
    exchange.sendResponseHeaders(answer, -1);
    exchange.close();
  }

  private static String contentType(HttpExchange exchange) {
    return exchange.getRequestHeaders().getFirst("Content-Type");
  }

  private void deploy(CoralServer server, String name) throws Exception {
    Path file = Files.writeString(dir.resolve(name + ".ts"), SCRIPT);
    Ran deployed = server.cli().run("script", "deploy", "--name", name, "--file", file.toString());
    assertThat(deployed.exitCode()).as("%s", deployed).isZero();
  }

  private static String scrape(CoralServer server) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      String url = server.discovery().path("prometheus").asString();
      return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
          .body();
    }
  }

  private static JsonNode status(CoralServer server) throws Exception {
    return server.cli().run("egress", "status", "-o", "json").json();
  }

  private static void awaitLine(CoralServer server, String line) {
    await()
        .atMost(CoralServer.PATIENCE)
        .untilAsserted(() -> assertThat(scrape(server).lines()).contains(line));
  }

  @Test
  void metricsAndAlertsOfAScriptLeaveTheColony() throws Exception {
    try (CoralServer server = CoralServer.up(dir)) {
      deploy(server, "shop");
      awaitLine(server, "shop_orders_total{agent=\"agent-1\",script=\"shop\",shop=\"a\"} 3.0");
      awaitLine(server, "queue_length{agent=\"agent-1\",script=\"shop\"} 7.5");
      awaitLine(server, "coral_colony_agents_connected 1.0");
      await().atMost(CoralServer.PATIENCE).until(() -> !alerts.isEmpty() && !metrics.isEmpty());
      JsonNode alert = alerts.getFirst().at("/alerts/0");
      assertThat(alerts.getFirst().path("group").asString()).isEqualTo("shop");
      assertThat(alert.path("agent").asString()).isEqualTo("agent-1");
      assertThat(alert.path("severity").asString()).isEqualTo("critical");
      assertThat(alert.path("message").asString()).isEqualTo("slow");
      assertThat(alert.at("/data/service").asString()).isEqualTo("payments");
      assertThat(metrics).containsOnly("application/x-protobuf");

      JsonNode status = status(server);
      assertThat(status.at("/sinks/0/delivered").asInt()).isEqualTo(1);
      assertThat(status.at("/problems")).hasSize(1);
      assertThat(status.at("/problems/0").asString())
          .startsWith("egress.alertmanager_url is \"nowhere\", which is no URL");

      Path configuration = server.data().resolve("colony.yaml");
      String agent = server.discovery().path("otlpHttp").asString();
      Files.writeString(
          configuration,
          Files.readString(configuration)
              .replace("nowhere", "http://127.0.0.1:9/alerts")
              .replaceAll("otlp_endpoint: .*", "otlp_endpoint: " + agent + "/v1/metrics"));
      await()
          .atMost(CoralServer.PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(status(server).at("/problems")).isEmpty();
                assertThat(status(server).at("/sinks")).hasSize(2);
              });
      awaitLine(server, "shop_orders_total{agent=\"agent-1\",script=\"shop\",shop=\"a\"} 3.0");
      awaitReceived(server);
    }
  }

  /** What the agent's own OTLP receiver has taken, asked of its telemetry. */
  private void awaitReceived(CoralServer server) throws Exception {
    String query =
        """
        import * as coral from "@coral/sdk";
        const rows = await coral.db.query(`
          SELECT service_name, metric_type, value, attributes->>'agent' AS agent
          FROM otel_metrics_local
          WHERE metric_name = 'shop.orders' AND timestamp > now() - INTERVAL '10 minutes' LIMIT 1`);
        console.log(JSON.stringify(rows));
        """;
    Path file = Files.writeString(dir.resolve("query.ts"), query);
    await()
        .atMost(CoralServer.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(server.cli().run("script", "run", file.toString()).out())
                    .contains(
                        "[{\"service_name\":\"coral-colony\",\"metric_type\":\"sum\",\"value\":3,\"agent\":\"agent-1\"}]"));
  }

  @Test
  void aKilledColonyLosesNothing() throws Exception {
    answer = 503;
    CoralServer killed = CoralServer.up(dir);
    deploy(killed, "shop");
    awaitLine(killed, "shop_orders_total{agent=\"agent-1\",script=\"shop\",shop=\"a\"} 3.0");
    await().atMost(CoralServer.PATIENCE).until(() -> !alerts.isEmpty());
    killed.handle().destroyForcibly();
    killed.handle().onExit().join();
    String key = alerts.getFirst().path("id").asString();
    alerts.clear();
    answer = 200;
    try (CoralServer server = CoralServer.up(dir)) {
      await().atMost(CoralServer.PATIENCE).until(() -> !alerts.isEmpty());
      assertThat(alerts.getFirst().path("id").asString()).isEqualTo(key);
      awaitLine(server, "shop_orders_total{agent=\"agent-1\",script=\"shop\",shop=\"a\"} 3.0");
      awaitLine(server, "queue_length{agent=\"agent-1\",script=\"shop\"} 7.5");
    }
  }

  @Test
  void anUpdatedBundleGoesOnWhereTheOldOneWas() throws Exception {
    answer = 503;
    try (CoralServer server = CoralServer.up(dir)) {
      deploy(server, "shop");
      awaitLine(server, "shop_orders_total{agent=\"agent-1\",script=\"shop\",shop=\"a\"} 3.0");
      await().atMost(CoralServer.PATIENCE).until(() -> !alerts.isEmpty());
      Path jar = egressBundle();
      Files.copy(jar, server.data().resolve("bundles").resolve(jar.getFileName()));
      await()
          .atMost(CoralServer.PATIENCE)
          .until(
              () ->
                  Files.readString(server.data().resolve("log/coral.log"))
                      .contains("runs from " + jar.getFileName()));
      answer = 200;
      await()
          .atMost(CoralServer.PATIENCE)
          .until(() -> status(server).at("/sinks/0/delivered").asInt() == 1);
      assertThat(alerts)
          .extracting(alert -> alert.path("id").asString())
          .containsOnly(alerts.getFirst().path("id").asString());
      awaitLine(server, "shop_orders_total{agent=\"agent-1\",script=\"shop\",shop=\"a\"} 3.0");
    }
  }

  private static Path egressBundle() throws IOException {
    Path bundles = Path.of(System.getProperty("coral.home"), "bundles");
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(bundles, "coral.colony.egress-*.jar")) {
      return jars.iterator().next();
    }
  }

  @Test
  void anOperatorSendsAgainWhatWasRefused() throws Exception {
    answer = 404;
    try (CoralServer server = CoralServer.up(dir)) {
      deploy(server, "shop");
      await()
          .atMost(CoralServer.PATIENCE)
          .until(
              () -> server.cli().run("egress", "dead-letters").out().contains("it answered 404"));
      answer = 200;
      assertThat(server.cli().run("egress", "resend", "--all").out())
          .isEqualTo("1 dead letter is sent again.\n");
      await()
          .atMost(CoralServer.PATIENCE)
          .until(() -> status(server).at("/sinks/0/delivered").asInt() == 1);
      assertThat(server.cli().run("egress", "dead-letters", "-o", "json").json()).isEmpty();
    }
  }
}
