// SPDX-License-Identifier: Apache-2.0

package coral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coral.cli.TestColony.Ran;
import coral.proto.colony.v1.ExplainTargetsRequest;
import coral.proto.colony.v1.TargetList;
import coral.proto.colony.v1.TargetVerdict.Fit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Targets on the command line, and what a colony is asked for them. */
class TargetsCommandTest {
  @TempDir Path dir;
  private TestColony colony;

  @BeforeEach
  void open() throws IOException {
    colony = new TestColony(dir);
    colony.verdicts =
        List.of(
            TestColony.verdict("east-1", Fit.FIT_GETS_IT, ""),
            TestColony.verdict("old", Fit.FIT_CANNOT_RUN, "it has no Deno"),
            TestColony.verdict("west", Fit.FIT_NO_MATCH, "region is \"us-west\", not \"us-east\""));
  }

  @AfterEach
  void close() {
    colony.close();
  }

  @Test
  void printsATable() {
    Ran ran = colony.run("script", "targets", "alert");
    assertThat(ran.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(ran.out())
        .isEqualTo(
            """
            AGENT   GETS IT  REASON
            east-1  yes
            old     no       it has no Deno
            west    no       region is "us-west", not "us-east"
            """);
    assertThat(colony.asked)
        .containsExactly(ExplainTargetsRequest.newBuilder().setScript("alert").build());
  }

  @Test
  void printsJson() {
    assertThat(colony.run("script", "targets", "alert", "-o", "json").out())
        .isEqualTo(
            """
            [{"agent_id":"east-1","gets_it":true,"fit":"gets_it","reason":""},\
            {"agent_id":"old","gets_it":false,"fit":"cannot_run","reason":"it has no Deno"},\
            {"agent_id":"west","gets_it":false,"fit":"no_match",\
            "reason":"region is \\"us-west\\", not \\"us-east\\""}]
            """);
  }

  @Test
  void isNoFailureWhenNoAgentMatches() {
    colony.verdicts = List.of(TestColony.verdict("west", Fit.FIT_NO_MATCH, "why"));
    assertThat(colony.run("script", "targets", "--target", "region=x").exitCode())
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void asksForTheTargetsGiven() {
    colony.run(
        "script", "targets", "--target", "zone IN (a, b),payments", "--target=region=us-east");
    assertThat(colony.asked)
        .containsExactly(
            ExplainTargetsRequest.newBuilder()
                .setTargets(
                    TargetList.newBuilder()
                        .addTargets("zone IN (a, b)")
                        .addTargets("payments")
                        .addTargets("region=us-east"))
                .build());
  }

  @Test
  void refusesNeitherAndBoth() {
    assertThat(colony.run("script", "targets"))
        .satisfies(
            ran -> {
              assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
              assertThat(ran.err()).contains("either the name or id of a SCRIPT, or --target");
            });
    assertThat(colony.run("script", "targets", "alert", "--target", "a").exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(colony.asked).isEmpty();
  }

  @Test
  void anEmptyTargetDoesNotMeanAllAgents() {
    Ran ran = colony.run("script", "targets", "--target", "");
    assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err()).contains("--target \"\" is empty");
    assertThat(colony.asked).isEmpty();
  }

  @Test
  void deployAndRunTakeTheSameTargets() throws IOException {
    String file = Files.writeString(dir.resolve("a.ts"), "1;").toString();
    colony.run(
        "script", "deploy", "--file", file, "--targets", "a,b", "--target", "zone IN (a, b)");
    colony.run("script", "run", file, "--target", "a,b", "--targets", "zone IN (a, b)");
    colony.run("script", "run", file);
    assertThat(colony.asked)
        .containsExactly(
            List.of("a", "b", "zone IN (a, b)"), List.of("a", "b", "zone IN (a, b)"), List.of());
  }
}
