// SPDX-License-Identifier: Apache-2.0

package coral.itest.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A colony and three agents, each a process: new versions go to one of them first. */
class CanaryTest {
  private static final List<String> AGENTS = List.of("a", "b", "c");

  @TempDir Path dir;
  private final List<CoralServer> started = new ArrayList<>();
  private CoralServer colony;

  @BeforeEach
  void start() throws Exception {
    colony = start("colony", "colony", "start", "--colony-port", "0");
    for (String agent : AGENTS) {
      start(
          agent,
          "agent",
          "start",
          "--agent-id",
          agent,
          "--colony",
          colony.discovery().path("colony").asString(),
          "--colony-token-file",
          colony.data().resolve("token").toString(),
          "--agent-port",
          "0",
          "--otlp-grpc-port",
          "0",
          "--otlp-http-port",
          "0");
    }
    await()
        .atMost(CoralServer.PATIENCE)
        .until(
            () ->
                StreamSupport.stream(coral("agent", "list").spliterator(), false)
                        .filter(agent -> agent.path("connected").asBoolean())
                        .count()
                    == AGENTS.size());
  }

  /** On the same port, where its agents look for it. */
  private void restartColony() throws Exception {
    String address = colony.discovery().path("colony").asString();
    colony.close();
    started.remove(colony);
    String port = address.substring(address.indexOf(':') + 1);
    colony = start("colony", "colony", "start", "--colony-port", port);
  }

  private CoralServer start(String name, String... command) throws IOException {
    CoralServer server = CoralServer.start(Files.createDirectories(dir.resolve(name)), command);
    started.add(server);
    return server;
  }

  @AfterEach
  void stop() throws Exception {
    for (CoralServer server : started.reversed()) {
      server.close();
    }
  }

  @Test
  void haltsWhatFailsAndPromotesWhatDoesNotAlsoAfterARestart() throws Exception {
    JsonNode first = coral("script", "deploy", "--name", "alert", "--file", says("one"));
    assertThat(texts(first.path("deployed_to"))).isEqualTo(AGENTS);
    awaitRunning(1, AGENTS);

    JsonNode second = canary("throw new Error('two is broken');", "60s");
    assertThat(texts(second.path("deployed_to"))).hasSize(1);
    assertThat(texts(second.path("waiting_agents"))).hasSize(2);
    String agent = second.path("deployed_to").get(0).asString();
    await()
        .atMost(CoralServer.PATIENCE)
        .until(() -> status().at("/rollout/stage").asString().equals("HALTED"));
    JsonNode halted = status();
    assertThat(halted.path("version").asInt()).isEqualTo(1);
    assertThat(halted.at("/rollout/version").asInt()).isEqualTo(2);
    JsonNode failure = halted.at("/rollout/failures/0");
    assertThat(failure.path("agent_id").asString()).isEqualTo(agent);
    assertThat(halted.path("reason").asString())
        .startsWith(
            "roll-out of version 2 was halted: agent %s, execution %s: exited with code 1"
                .formatted(agent, failure.path("execution_id").asString()));
    awaitRunning(1, AGENTS);
    assertThat(executions(2)).allMatch(agent::equals);
    assertThat(colony.cli().run("script", "list").out())
        .contains("roll-out of version 2 was halted");
    assertThat(colony.cli().run("script", "history", "alert").out()).contains("exited with code 1");

    JsonNode third = canary(saying("three"), "20s");
    assertThat(texts(third.path("deployed_to"))).containsExactly(agent);
    restartColony();
    JsonNode goesOn = status().path("rollout");
    assertThat(goesOn.path("stage").asString()).as("%s", goesOn).isEqualTo("CANARY");
    assertThat(texts(goesOn.path("canary_agents"))).containsExactly(agent);
    await()
        .atMost(CoralServer.PATIENCE)
        .until(() -> status().at("/rollout/stage").asString().equals("PROMOTED"));
    awaitRunning(3, AGENTS);
    assertThat(status().path("version").asInt()).isEqualTo(3);
  }

  private JsonNode canary(String code, String time) throws Exception {
    return coral(
        "script",
        "deploy",
        "--name",
        "alert",
        "--file",
        file(code),
        "--canary",
        "10%",
        "--canary-for",
        time,
        "--halt-on-failure");
  }

  /** Waits until the newest execution on each of the agents is of that version, and runs. */
  private void awaitRunning(int version, List<String> agents) {
    await()
        .atMost(CoralServer.PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode executions = status().path("executions");
              for (String agent : agents) {
                JsonNode newest =
                    StreamSupport.stream(executions.spliterator(), false)
                        .filter(one -> one.path("agent_id").asString().equals(agent))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(agent + " has run nothing"));
                assertThat(newest.path("version").asInt()).as("%s", newest).isEqualTo(version);
                assertThat(newest.path("status").asString()).as("%s", newest).isEqualTo("RUNNING");
              }
            });
  }

  /** The agents of all executions of a version. */
  private List<String> executions(int version) throws Exception {
    return StreamSupport.stream(status().path("executions").spliterator(), false)
        .filter(one -> one.path("version").asInt() == version)
        .map(one -> one.path("agent_id").asString())
        .toList();
  }

  private JsonNode status() throws Exception {
    return coral("script", "status", "alert");
  }

  private JsonNode coral(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("-o", "json"));
    Ran ran = colony.cli().run(all.toArray(String[]::new));
    assertThat(ran.exitCode()).as("%s", ran).isZero();
    return ran.json();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
  }

  private static String saying(String word) {
    return "console.log('this is %s'); for (;;) await new Promise((r) => setTimeout(r, 500));"
        .formatted(word);
  }

  private String says(String word) throws IOException {
    return file(saying(word));
  }

  private String file(String code) throws IOException {
    return Files.writeString(Files.createTempFile(dir, "script", ".ts"), code).toString();
  }
}
