// SPDX-License-Identifier: Apache-2.0

package coral.cli.demo;

import coral.cli.CliException;
import coral.cli.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The service {@code payments}, instrumented by the stock OpenTelemetry Java agent, and load on it.
 */
final class Payments implements AutoCloseable {
  private static final int REQUESTS_PER_SECOND = 20;
  private static final int WARM_UP_BATCHES = 300;
  private static final Pattern ADDRESS = Pattern.compile("(http://\\S+:\\d+)");
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Child child;
  private final String url;
  private final HttpClient http = HttpClient.newBuilder().executor(Runnable::run).build();
  private final ScheduledExecutorService load =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("load").factory());

  private Payments(Child child, String url) {
    this.child = child;
    this.url = url;
  }

  /** Starts it; returns when it listens. */
  static Payments start(Path home, Path logs, String otlpHttp) throws InterruptedException {
    Path jars = home.resolve("demo");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-javaagent:" + jars.resolve("opentelemetry-javaagent.jar"),
                "-jar",
                jars.resolve("payments.jar").toString(),
                "--port",
                "0"));
    builder
        .environment()
        .putAll(
            Map.of(
                "OTEL_SERVICE_NAME", "payments",
                "OTEL_EXPORTER_OTLP_ENDPOINT", otlpHttp,
                "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                "OTEL_METRIC_EXPORT_INTERVAL", "2000",
                "OTEL_BSP_SCHEDULE_DELAY", "1000"));
    Child child = Child.start("payments", builder, logs.resolve("payments.log"));
    try {
      return new Payments(child, child.await("address", START_LIMIT, () -> address(child.log())));
    } catch (CliException e) {
      child.close();
      throw e;
    }
  }

  private static Optional<String> address(Path log) {
    try {
      Matcher matcher = ADDRESS.matcher(Files.readString(log));
      return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  String url() {
    return url;
  }

  long pid() {
    return child.pid();
  }

  /** Enough quick payments that the first slow ones, on a cold JVM, are no percent of them. */
  void warmUp() {
    try {
      for (int i = 0; i < WARM_UP_BATCHES; i++) {
        CompletableFuture.allOf(pay(), pay(), pay(), pay()).join();
      }
    } catch (CompletionException e) {
      throw new CliException(
          ExitCode.FAILED, "payments does not answer at " + url + ": " + e.getCause());
    }
  }

  private CompletableFuture<HttpResponse<Void>> pay() {
    HttpRequest payment =
        HttpRequest.newBuilder(URI.create(url + "/pay?amount=12.50"))
            .timeout(Duration.ofSeconds(10))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return http.sendAsync(payment, HttpResponse.BodyHandlers.discarding());
  }

  /** Begins to send payments, without waiting for the answers. */
  void startLoad() {
    load.scheduleAtFixedRate(this::pay, 0, 1_000 / REQUESTS_PER_SECOND, TimeUnit.MILLISECONDS);
  }

  /** Makes every payment take that long. */
  void slowDown(Duration delay) throws InterruptedException {
    HttpRequest chaos =
        HttpRequest.newBuilder(URI.create(url + "/chaos?delay_ms=" + delay.toMillis()))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      http.send(chaos, HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      throw new CliException(
          ExitCode.FAILED, "payments does not answer at " + url + ": " + e.getMessage());
    }
  }

  void stopLoad() {
    load.shutdownNow();
    http.shutdownNow();
  }

  @Override
  public void close() {
    stopLoad();
    child.close();
  }
}
