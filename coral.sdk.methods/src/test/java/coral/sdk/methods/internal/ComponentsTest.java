// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the build made of the annotations. */
class ComponentsTest {
  @Test
  void readmeListsEveryMethod() throws Exception {
    List<String> documented =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(
                line ->
                    line.startsWith("| `") && !line.matches("\\| `(telemetry|query|script)\\..*"))
            .map(line -> line.split("`", 3)[1])
            .toList();
    assertThat(documented)
        .containsExactlyInAnyOrderElementsOf(
            found("coral\\.sdk\\.method\"" + ".*?value=\"([^\"]+)\""));
  }

  @Test
  void readmeListsTheConfiguration() throws Exception {
    assertThat(Files.readString(Path.of("README.md")))
        .contains(
            "| `telemetry.retention_minutes` | `60` | Minutes that telemetry is kept; no method may"
                + " be asked to look back further |");
    assertThat(Files.readString(Path.of("target/classes/OSGI-INF/metatype/coral.telemetry.xml")))
        .contains("id=\"retention_minutes\"")
        .contains("default=\"60\"")
        .contains("Minutes that telemetry is kept; no method may be asked to look back further");
  }

  @Test
  void readmeListsTheFilesThatMayBeHashed() throws Exception {
    String description =
        "Files that scripts may have hashed: absolute paths, `*` for any text within a segment; none"
            + " unless listed";
    assertThat(Files.readString(Path.of("README.md")))
        .contains("| `script.file_hash_paths` |  | " + description + " |");
    assertThat(Files.readString(Path.of("target/classes/OSGI-INF/metatype/coral.script.xml")))
        .contains("id=\"file_hash_paths\"")
        .contains(description)
        .contains("default=\"\"");
  }

  @Test
  void readmeSaysOfQueriesWhatTheCodeSays() throws Exception {
    List<String> documented =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.startsWith("| `query."))
            .sorted()
            .toList();
    List<String> coded =
        Pattern.compile(
                "id=\"(\\w+)\" type.*?description=\"([^\"]+)\" min=\"1\" max=\"(\\d+)\""
                    + " default=\"(\\d+)\"")
            .matcher(Files.readString(Path.of("target/classes/OSGI-INF/metatype/coral.query.xml")))
            .results()
            .map(
                key ->
                    "| `query.%s` | `%s` | %s, from 1 to %s |"
                        .formatted(key.group(1), key.group(4), key.group(2), key.group(3)))
            .sorted()
            .toList();

    assertThat(documented).hasSize(4).isEqualTo(coded);
  }

  /** A swapped guard or engine takes its methods away and brings new ones; calls wait. */
  @Test
  void everyReferenceIsStaticAndMandatory() throws Exception {
    assertThat(found("<reference ([^>]*)/>"))
        .isNotEmpty()
        .noneMatch(reference -> reference.contains("dynamic"))
        .noneMatch(reference -> reference.contains("cardinality"));
    assertThat(found("configuration-policy=\"([^\"]+)\"")).containsOnly("require");
  }

  private static List<String> found(String pattern) throws Exception {
    try (Stream<Path> files = Files.list(Path.of("target/classes/OSGI-INF"))) {
      return files
          .filter(Files::isRegularFile)
          .flatMap(file -> Pattern.compile(pattern).matcher(read(file)).results())
          .map(match -> match.group(1))
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
