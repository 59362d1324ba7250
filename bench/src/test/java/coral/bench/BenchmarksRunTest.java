// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Over the real distribution, a few rounds each; times are not asserted. */
class BenchmarksRunTest {

  @TempDir Path dir;

  @Test
  void measuresSdkAndGuardrailAndWritesTableAndJson() throws Exception {
    StringWriter out = new StringWriter();
    Path json = dir.resolve("rows.json");

    int result =
        Main.run(
            new PrintWriter(out),
            "--quick",
            "--json",
            json.toString(),
            "sdk-roundtrip",
            "guardrail");

    assertThat(result).as(out.toString()).isZero();
    assertThat(out.toString())
        .contains("| sdk-roundtrip ", "| guardrail ", "duckdb", "load average");
    JsonNode rows = JsonMapper.shared().readTree(Files.readString(json)).get("rows");
    assertThat(rows).hasSize(5).allSatisfy(row -> assertThat(row.get("p50").isNumber()).isTrue());
  }

  @Test
  void measuresAFleetOfSimulatedAgentsOfWhichNothingIsLost() {
    StringWriter out = new StringWriter();

    assertThat(Main.run(new PrintWriter(out), "--quick", "fleet")).as(out.toString()).isZero();

    assertThat(out.toString().lines())
        .filteredOn(line -> line.contains("not stored") || line.contains("stored twice"))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("| met "));
  }

  @Test
  void refusesUnknownNameAndListsThoseThereAre() {
    StringWriter out = new StringWriter();

    assertThat(Main.run(new PrintWriter(out), "nothing")).isEqualTo(2);
    assertThat(Main.run(new PrintWriter(out), "--list")).isZero();
    assertThat(out.toString()).contains("ingest", "agent-ready", "cli-start");
  }
}
