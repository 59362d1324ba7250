// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import coral.api.mcp.McpResource;
import coral.api.script.AuditEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
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
  void intentsAreScriptsWithTheirQuestions() throws Exception {
    Path intents = Files.createDirectories(home.resolve("examples/intents"));
    Files.writeString(intents.resolve("slow.ts"), "// \"What is slow?\"\nslow();\n");
    assertThat(new Intents(home).read("coral://intents"))
        .isEqualTo("# Example: slow.ts\n\n```ts\n// \"What is slow?\"\nslow();\n```");
  }

  @Test
  void saysWhereItLookedForWhatIsNotThere() {
    for (McpResource resource : List.of(new SdkReference(home), new Intents(home))) {
      assertThatThrownBy(() -> resource.read("coral://any"))
          .isInstanceOf(CoralException.class)
          .hasMessageContaining(home.toString());
    }
  }

  @Test
  void schemaHasColumnsWithTypesAndUnitsAndWhatIsInThem() {
    assertThat(new TelemetrySchema(() -> "# Newest rows").read("coral://schema"))
        .contains(
            "# otel_spans_local", "Time column: start_time", "- duration_ns BIGINT: nanoseconds")
        .endsWith("# Newest rows");
  }

  @Test
  void auditLogSaysWhoDidWhat() {
    AuditEntry entry =
        new AuditEntry(Instant.EPOCH, "mcp:claude-ai", "deploy", "watch v2", "to agent-1");
    assertThat(new AuditLog(limit -> List.of(entry)).read("coral://audit"))
        .isEqualTo("1970-01-01T00:00:00Z mcp:claude-ai deploy watch v2 (to agent-1)");
    assertThat(new AuditLog(limit -> List.of()).read("coral://audit")).isEqualTo("nothing yet");
  }
}
