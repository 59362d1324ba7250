// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourcesTest {
  @TempDir Path home;

  @Test
  void referenceIsTheSdksTypesAndTheExamples() throws Exception {
    Files.createDirectories(home.resolve("sdk"));
    Files.createDirectories(home.resolve("examples"));
    Files.writeString(home.resolve("sdk/sdk.d.ts"), "declare const a: 1;");
    Files.writeString(home.resolve("examples/two.ts"), "two();");
    Files.writeString(home.resolve("examples/one.ts"), "one();");
    Files.writeString(home.resolve("examples/notes.txt"), "no example");
    assertThat(new SdkReference(home).read("coral://sdk/reference"))
        .containsSubsequence(
            "declare const a: 1;", "# Example: one.ts", "one();", "two.ts", "two();")
        .doesNotContain("no example");
  }

  @Test
  void saysWhereItLookedForAReferenceThatIsNotThere() {
    assertThatThrownBy(() -> new SdkReference(home).read("coral://sdk/reference"))
        .isInstanceOf(CoralException.class)
        .hasMessageContaining(home.toString());
  }

  @Test
  void schemaHasColumnsWithTypesAndUnits() {
    assertThat(new TelemetrySchema().read("coral://schema"))
        .contains(
            "# otel_spans_local", "Time column: start_time", "- duration_ns BIGINT: nanoseconds");
  }
}
