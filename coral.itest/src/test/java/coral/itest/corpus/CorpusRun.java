// SPDX-License-Identifier: Apache-2.0

package coral.itest.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import coral.itest.e2e.CoralServer;
import coral.itest.e2e.Otlp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The whole corpus against one agent that runs for real, several cases at a time, with canaries and
 * an innocent script beside them.
 */
final class CorpusRun implements AutoCloseable {
  private static final int AT_A_TIME = 6;
  private static final int FAILED_SPANS = 7;

  /** Processes that wait for a script, by default. */
  private static final int WARM = 2;

  /** More than operators get by default, and less time for queries: the corpus ends in minutes. */
  private static final String QUOTAS =
      """
      script:
        max_concurrent: 8
        memory_limit_mb: 1500
        script_memory_mb: 128
        cpu_percent: 150
      query:
        max_statement_seconds: 5
      """;

  private final String layers;
  private final boolean withDeno;
  private final Canaries canaries;
  private final CoralServer server;
  private final ScriptAgent agent;
  private final Bystander bystander;
  private final Queue<String> escapes = new ConcurrentLinkedQueue<>();
  private final ExecutorService executor = Executors.newFixedThreadPool(AT_A_TIME);

  /**
   * @param layers how the last line of output calls this run
   * @param withDeno whether Deno's permissions are in force
   */
  CorpusRun(Path base, String layers, boolean withDeno) throws Exception {
    this.layers = layers;
    this.withDeno = withDeno;
    canaries = new Canaries();
    Path data = Files.createDirectories(base.resolve("data"));
    Files.writeString(data.resolve("agent.yaml"), QUOTAS);
    System.out.println("corpus (" + layers + "): quotas:\n" + QUOTAS.indent(2));
    Map<String, String> environment = new HashMap<>(canaries.environment());
    if (!withDeno) {
      environment.put("CORAL_JVM_FLAGS", "-Dcoral.sandbox.deno_layer=off");
    }
    server = CoralServer.up(base, environment);
    canaries.attach(server);
    agent = new ScriptAgent(server);
    server.send("/v1/traces", Otlp.failedSpans("payments", FAILED_SPANS));
    bystander = new Bystander(agent);
  }

  /** Each case, then what must be seen from outside; the last counts the escapes. */
  Stream<DynamicTest> tests() {
    List<HostileCase> cases = HostileCase.all();
    Map<HostileCase, Future<?>> running = new HashMap<>();
    cases.forEach(hostile -> running.put(hostile, executor.submit(() -> check(hostile))));
    return Stream.of(
            cases.stream()
                .map(
                    hostile ->
                        dynamicTest(
                            hostile.name() + ": " + hostile.what(),
                            () -> running.get(hostile).get())),
            outside(),
            Stream.of(dynamicTest("no case escaped", () -> summary(cases.size()))))
        .flatMap(tests -> tests);
  }

  /** Otherwise a run without Deno's layer would show nothing. */
  void denoPermitsEverything() {
    String code =
        """
        for (const name of ["read", "write", "net", "env", "sys", "run", "import"] as const) {
          console.log(name, Deno.permissions.querySync({ name }).state);
        }
        """;
    assertThat(agent.run("permissions", code).execution().getStdout().lines())
        .hasSize(7)
        .allMatch(line -> line.endsWith(" granted"));
  }

  private void check(HostileCase hostile) {
    Expectation expected = withDeno ? hostile.expected() : hostile.expectedWithoutDeno();
    String code = canaries.fill(hostile.code());
    for (int run = 1; run <= hostile.runs(); run++) {
      Outcome outcome = agent.run(hostile.name() + "-" + run, hostile, code + "\n// run " + run);
      outcome.escapes().forEach(line -> escapes.add(hostile.name() + ": " + line));
      if (canaries.betrayedBy(outcome.text())) {
        escapes.add(hostile.name() + ": it knew the secret");
      }
      assertThat(outcome.escapes()).as("%s\n%s", hostile.name(), outcome).isEmpty();
      assertThat(expected.unmetBy(outcome))
          .as("%s, run %d\n%s", hostile.name(), run, outcome)
          .isEmpty();
    }
  }

  private Stream<DynamicTest> outside() {
    return Stream.of(
        nothing("reached a socket outside", canaries::heard),
        nothing("was written to a disk", canaries::writtenFiles),
        nothing("was started beside the agent", canaries::markedProcesses),
        nothing("disturbed the innocent script", bystander::complaints),
        dynamicTest("the agent answers and has kept its telemetry", this::telemetryIsKept),
        dynamicTest("no process is left", this::noProcessIsLeft));
  }

  /** What is found by looking from outside is an escape that no case told of. */
  private DynamicTest nothing(String happened, Callable<List<String>> look) {
    return dynamicTest(
        "nothing " + happened,
        () -> {
          List<String> found = look.call();
          found.forEach(one -> escapes.add(happened + ": " + one));
          assertThat(found).isEmpty();
        });
  }

  private void telemetryIsKept() throws Exception {
    server.send("/v1/traces", Otlp.failedSpans("late", FAILED_SPANS));
    String count =
        """
        import { db } from "@coral/sdk";
        const sql = "SELECT service_name, count(*) AS n FROM otel_spans_local GROUP BY ALL ORDER BY ALL";
        for (const row of await db.query(sql)) console.log(row.service_name, row.n);
        """;
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () ->
                assertThat(agent.run("count", count).execution().getStdout().lines())
                    .contains("late " + FAILED_SPANS, "payments " + FAILED_SPANS));
  }

  private void noProcessIsLeft() {
    bystander.stop();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(server.handle().descendants().filter(CorpusRun::runsDeno))
                    .hasSizeLessThanOrEqualTo(WARM));
  }

  /** Waiting for a script or running one; what bwrap adds has another command. */
  private static boolean runsDeno(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("/deno");
  }

  private void summary(int cases) throws IOException {
    String line = "corpus (%s): %d cases, %d escapes".formatted(layers, cases, escapes.size());
    System.out.println(line);
    Files.writeString(
        Path.of("target", "corpus-" + layers.replace(' ', '-') + ".txt"), line + "\n");
    assertThat(escapes).isEmpty();
  }

  @Override
  public void close() throws Exception {
    executor.shutdownNow();
    agent.close();
    server.close();
    canaries.close();
  }
}
