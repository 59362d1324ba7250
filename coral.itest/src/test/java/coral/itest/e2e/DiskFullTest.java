// SPDX-License-Identifier: Apache-2.0

package coral.itest.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Disks of colony and agent that fill up and have room again. */
@Tag("alone")
class DiskFullTest {
  private static final Duration RECOVERED = Duration.ofSeconds(40);

  /** Says at the end what was acknowledged and what was refused, and how. */
  private static final String EMITTING =
      """
      import * as coral from "@coral/sdk";
      const kept: number[] = [], refused: number[] = [], codes = new Set<string>();
      for (let i = 0; ; i++) {
        try {
          await coral.emit("n", { i }); // smaller than a status, which must not fit where this does not
          kept.push(i);
          if (refused.length >= 5) break;
        } catch (e) {
          refused.push(i);
          codes.add(e instanceof coral.CoralError ? e.code : String(e));
        }
        await new Promise((r) => setTimeout(r, 50));
      }
      await coral.emit("summary", { kept, refused, codes: [...codes] });
      for (;;) await new Promise((r) => setTimeout(r, 1000));
      """;

  @TempDir static Path dir;
  private static Apart apart;

  @BeforeAll
  static void mount() throws Exception {
    assumeTrue(
        mount("160m", Apart.colonyData(dir)) && mount("1m", Apart.agentData(dir).resolve("outbox")),
        "no file systems can be mounted here (not root): full disks are not tried");
    apart = new Apart(dir);
  }

  private static boolean mount(String size, Path where) throws Exception {
    Files.createDirectories(where);
    return run(
        "mount", "-t", "tmpfs", "-o", "mode=700,size=" + size, "coral-test", where.toString());
  }

  @AfterAll
  static void unmount() throws Exception {
    if (apart != null) {
      apart.close();
    }
    run("umount", Apart.colonyData(dir).toString());
    run("umount", Apart.agentData(dir).resolve("outbox").toString());
  }

  private static boolean run(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }

  @Test
  void anAgentWithoutRoomRefusesEventsToTheScriptAndRecovers() throws Exception {
    apart.deploy("emitting", EMITTING);
    awaitEvents("emitting", 3);
    Path filler = fill(Apart.agentData(dir).resolve("outbox"), 0);
    await()
        .atMost(CoralServer.PATIENCE)
        .until(() -> apart.agentLog().contains("events are refused and log lines are lost"));
    // What the agent itself says of a script is not lost, it waits for room.
    Process whileFull =
        apart.startCli("script", "run", "--targets", "far", apart.script("Deno.exit(7);"));
    assertThat(whileFull.waitFor(3, TimeUnit.SECONDS)).as(apart.cliLog()).isFalse();
    Files.delete(filler);

    await()
        .atMost(RECOVERED)
        .until(() -> !Apart.events(apart.logs("emitting"), "summary").isEmpty());
    List<JsonNode> logs = apart.logs("emitting");
    JsonNode summary = Apart.events(logs, "summary").getFirst();
    assertThat(summary.path("codes").valueStream().map(JsonNode::asString))
        .containsExactly("UNAVAILABLE");
    assertThat(numbers(Apart.events(logs, "n").stream().map(data -> data.path("i"))))
        .isEqualTo(numbers(summary.path("kept").valueStream()));
    assertThat(apart.status("emitting").path("executions")).hasSize(1);
    assertThat(whileFull.waitFor()).isEqualTo(7);
    apart.stop("emitting");
  }

  @Test
  void aColonyWithoutRoomAcknowledgesNothingAndHasAllOnceThereIsRoom() throws Exception {
    apart.deploy(
        "counting",
        """
        import * as coral from "@coral/sdk";
        for (let i = 0; ; i++) {
          await coral.emit("n", { i });
          await new Promise((r) => setTimeout(r, 20));
        }
        """);
    awaitEvents("counting", 3);
    Path filler = fill(Apart.colonyData(dir), 8 << 20);
    await()
        .atMost(CoralServer.PATIENCE)
        .until(() -> apart.agentLog().contains("the colony takes no results"));
    int stored = Apart.events(apart.logs("counting"), "n").size();
    assertThat(apart.cli("agent", "list").out()).contains(" CONNECTED");
    Ran refused = apart.cli("script", "stop", "counting");
    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.err()).contains("make room");
    assertThat(Apart.events(apart.logs("counting"), "n")).hasSize(stored);
    Files.delete(filler);

    awaitEvents("counting", stored + 100);
    apart.stop("counting");
    List<Integer> numbers =
        numbers(Apart.events(apart.logs("counting"), "n").stream().map(data -> data.path("i")));
    assertThat(numbers).isEqualTo(IntStream.range(0, numbers.size()).boxed().toList());
    assertThat(apart.status("counting").path("executions")).hasSize(1);
  }

  private static void awaitEvents(String script, int least) {
    await().atMost(RECOVERED).until(() -> Apart.events(apart.logs(script), "n").size() >= least);
  }

  private static List<Integer> numbers(java.util.stream.Stream<JsonNode> nodes) {
    return nodes.map(JsonNode::asInt).toList();
  }

  /** Leaves so many bytes. */
  private static Path fill(Path where, long left) throws IOException {
    Path filler = where.resolve("filler");
    try (var out = Files.newOutputStream(filler)) {
      byte[] page = new byte[4096];
      while (where.toFile().getUsableSpace() > left) {
        out.write(page);
      }
    }
    return filler;
  }
}
