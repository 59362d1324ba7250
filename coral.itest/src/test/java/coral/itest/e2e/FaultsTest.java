// SPDX-License-Identifier: Apache-2.0

package coral.itest.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Colony and agent as processes, killed and cut off: no event is lost that a script was told is
 * kept, none is there twice, and what runs is what should.
 */
@Tag("alone")
class FaultsTest {
  /** 5 s are promised; a machine that tests at the same time gets three times as long. */
  private static final Duration CONVERGED = Duration.ofSeconds(15);

  @TempDir static Path dir;
  private static Apart apart;

  @BeforeAll
  static void start() throws Exception {
    apart = new Apart(dir);
  }

  @AfterAll
  static void stop() throws Exception {
    apart.close();
  }

  @Test
  void whatAnAgentReportsOfAnHourWithoutItsColonyIsThereOnceAndSoon() throws Exception {
    int lines = 20_000;
    int events = 2_000;
    apart.deploy(
        "busy",
        """
        import * as coral from "@coral/sdk";
        console.log("ready");
        await new Promise((r) => setTimeout(r, 3000));
        for (let i = 0; i < %d; i++) {
          console.log(`line ${i}`);
          if (i %% 1000 === 0) await new Promise((r) => setTimeout(r, 10));
        }
        for (let i = 0; i < %d; i += 25) {
          await Promise.all(Array.from({ length: 25 }, (_, j) => coral.emit("n", { i: i + j })));
        }
        await coral.emit("last-of-all", {});
        for (;;) await new Promise((r) => setTimeout(r, 1000));
        """
            .formatted(lines, events));
    apart.killColony();
    await().atMost(CoralServer.PATIENCE).until(() -> outboxHolds("last-of-all"));
    apart.startColony();

    apart.awaitConnected();
    long connected = System.nanoTime();
    await()
        .atMost(CONVERGED)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> apart.cli("events", "--tail", "1").out().contains("last-of-all"));
    System.out.printf(
        "%,d lines and %,d events were there %.1f s after the agent had connected again%n",
        lines, events, (System.nanoTime() - connected) / 1e9);

    List<JsonNode> logs = apart.logs("busy");
    assertThat(Apart.lines(logs))
        .isEqualTo(
            IntStream.range(-1, lines).mapToObj(i -> i < 0 ? "ready" : "line " + i).toList());
    assertThat(Apart.events(logs, "n").stream().map(data -> data.path("i").asInt()))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, events).boxed().toList());
    assertThat(apart.status("busy").path("executions")).hasSize(1);
    apart.stop("busy");
  }

  private boolean outboxHolds(String text) throws IOException {
    try (var files = Files.list(Apart.agentData(dir).resolve("outbox"))) {
      for (Path file : files.toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void aDeploymentDuringWhichTheColonyIsKilledIsThereWhollyOrNotAtAll() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String code =
        apart.script("for (;;) await new Promise((r) => setTimeout(r, 1000)); // " + seed);
    apart.deploy("warm-up", Files.readString(Path.of(code)));
    long begun = System.nanoTime();
    apart.deploy("round-0", Files.readString(Path.of(code)));
    long usual = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    for (int round = 1; round <= 3; round++) {
      String name = "round-" + round;
      String[] deploy = {"script", "deploy", "--name", name, "--file", code, "--targets", "far"};
      Process deploying = apart.startCli(deploy);
      // Its first half is the start of the command.
      boolean ended =
          deploying.waitFor(usual / 2 + random.nextLong(usual / 2), TimeUnit.MILLISECONDS);
      apart.killColony();
      deploying.waitFor();
      apart.startColony();

      boolean there = apart.cli("script", "list").out().contains(name);
      System.out.printf(
          "killed %s the end of the command: the deployment %s%n",
          ended ? "behind" : "before", there ? "is there" : "is not there");
      if (ended) {
        assertThat(there).as("%s, which was confirmed, seed %d", name, seed).isTrue();
      }
      if (!there) {
        apart.awaitConnected();
        Ran again = apart.cli(deploy);
        assertThat(again.exitCode()).as("%s again, seed %d: %s", name, seed, again).isZero();
      }
      runsOnce(name);
    }
    for (int round = 0; round <= 3; round++) {
      runsOnce("round-" + round);
      apart.stop("round-" + round);
    }
  }

  private static void runsOnce(String name) {
    await()
        .atMost(CONVERGED)
        .untilAsserted(
            () -> {
              JsonNode status = apart.status(name);
              assertThat(status.path("status").asString()).isEqualTo("RUNNING");
              assertThat(status.path("executions")).as("%s", status).hasSize(1);
            });
  }

  @Test
  void eventsThatWereAcknowledgedSurviveTheKillOfTheirAgent() throws Exception {
    // A line says that the event before it was acknowledged.
    apart.deploy(
        "counter",
        """
        import * as coral from "@coral/sdk";
        const run = crypto.randomUUID();
        for (let i = 0; ; i++) {
          await coral.emit("n", { run, i });
          console.log(`${run} ${i}`);
        }
        """);
    for (int kill = 0; kill < 2; kill++) {
      int runs = kill + 1;
      await().atMost(CoralServer.PATIENCE).until(() -> runs().size() == runs);
      List<ProcessHandle> children = apart.agentProcess().descendants().toList();
      apart.killAgent();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> children.stream().noneMatch(CoralServer::runs));
      apart.restartAgent();
    }
    await().atMost(CoralServer.PATIENCE).until(() -> runs().size() == 3);
    apart.stop("counter");
    await()
        .atMost(CONVERGED)
        .until(
            () -> {
              JsonNode executions = apart.status("counter").path("executions");
              return executions.size() == 3
                  && executions.valueStream().allMatch(one -> !one.path("completed_at").isNull());
            });

    List<JsonNode> logs = apart.logs("counter");
    Map<String, List<Integer>> emitted =
        Apart.events(logs, "n").stream()
            .collect(
                Collectors.groupingBy(
                    data -> data.path("run").asString(),
                    Collectors.mapping(data -> data.path("i").asInt(), Collectors.toList())));
    assertThat(emitted).hasSize(3);
    emitted.forEach(
        (run, numbers) -> {
          assertThat(numbers)
              .as("events of run %s: none is missing, none is there twice", run)
              .isEqualTo(IntStream.range(0, numbers.size()).boxed().toList());
          List<Integer> acknowledged =
              Apart.lines(logs).stream()
                  .filter(line -> line.startsWith(run))
                  .map(line -> Integer.valueOf(line.substring(line.indexOf(' ') + 1)))
                  .toList();
          assertThat(numbers).containsAll(acknowledged);
        });
  }

  @Test
  void anotherAgentOfTheSameIdIsRefusedAndSaysWhy() throws Exception {
    apart.deploy("alone", "for (;;) await new Promise((r) => setTimeout(r, 1000));");
    Path output = dir.resolve("double.log");
    Process other = apart.startDouble(output);
    try {
      await()
          .atMost(CoralServer.PATIENCE)
          .until(() -> Files.readString(output).contains("agent id \"far\" is used on two hosts"));
      assertThat(Files.readString(output)).contains("give one of the two its own with agent.id");
    } finally {
      other.destroy();
      other.waitFor();
    }
    runsOnce("alone");
    apart.stop("alone");
  }

  private static List<String> runs() throws Exception {
    return Apart.events(apart.logs("counter"), "n").stream()
        .filter(data -> data.path("i").asInt() >= 20)
        .map(data -> data.path("run").asString())
        .distinct()
        .toList();
  }
}
