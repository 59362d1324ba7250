// SPDX-License-Identifier: Apache-2.0

package coral.itest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The sandbox of a running agent, tried from the command line. */
@Tag("alone")
class DoctorTest {
  @TempDir static Path base;
  private static CoralServer server;

  @BeforeAll
  static void start() throws Exception {
    server = CoralServer.up(base);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void everyCheckPassesAndEveryLayerIsNamed() throws Exception {
    JsonNode layers = server.cli().run("agent", "status", "-o", "json").json().path("layers");
    assertThat(layers).hasSizeGreaterThan(3);
    Ran ran = server.cli().run("agent", "doctor");
    assertThat(ran.exitCode()).as("%s", ran).isZero();
    assertThat(ran.err()).hasLineCount(1).contains("checking the sandbox of agent agent-1");
    assertThat(ran.out()).doesNotContain("FAIL").contains("Scripts: accepted");
    for (JsonNode layer : layers) {
      String state = layer.path("on").asBoolean() ? "PASS" : "off";
      assertThat(ran.out().lines())
          .anyMatch(
              line ->
                  line.strip().startsWith(state) && line.contains(layer.path("name").asString()));
    }
  }

  @Test
  void tellsWhatWasTriedAsJson() throws Exception {
    Ran ran = server.cli().run("agent", "doctor", "agent-1", "-o", "json");
    assertThat(ran.exitCode()).as("%s", ran).isZero();
    assertThat(ran.json().path("scripts_refused").asString()).isEmpty();
    assertThat(ran.json().path("sandbox_tier").asString()).isIn("isolated", "limited", "full");
    assertThat(ran.json().path("checks"))
        .extracting(check -> check.path("name").asString())
        .contains(
            "a script cannot read /etc/passwd",
            "a script cannot connect by TCP",
            "a script cannot run a program",
            "memory is limited",
            "a flood of lines is cut off");
    assertThat(ran.json().path("checks"))
        .allMatch(check -> check.path("passed").asBoolean(), "passed");
  }

  @Test
  void refusesAnAgentThatIsNotThere() throws Exception {
    Ran ran = server.cli().run("agent", "doctor", "nobody");
    assertThat(ran.exitCode()).as("%s", ran).isEqualTo(3);
    assertThat(ran.err()).contains("no agent has the id \"nobody\"");
  }
}
