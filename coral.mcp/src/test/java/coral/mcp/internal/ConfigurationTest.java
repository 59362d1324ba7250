// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
  @Test
  void readmeListsEachKeyWithItsDefaultAndMeaning() throws Exception {
    List<String> documented =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .toList();
    assertThat(documented).containsExactlyInAnyOrderElementsOf(declared());
  }

  @Test
  void refusesAPortOutOfRange() {
    assertThatThrownBy(() -> new McpSettings("127.0.0.1", 70_000, List.of()))
        .isInstanceOf(CoralException.class)
        .hasMessage(
            "mcp.port: 70000 is out of range: -1 to 65535, where 0 picks a free port and -1 turns MCP off");
  }

  @Test
  void refusesAnEmptyHost() {
    assertThatThrownBy(() -> new McpSettings(" ", 0, List.of())).hasMessageContaining("mcp.host");
  }

  @Test
  void refusesAnOriginThatIsNone() {
    assertThatThrownBy(() -> new McpSettings("127.0.0.1", 0, List.of("console.example.org")))
        .hasMessageContaining("\"console.example.org\" is no origin");
    assertThatThrownBy(() -> new McpSettings("127.0.0.1", 0, List.of("https://a.example/path")))
        .hasMessageContaining("is no origin");
  }

  /** From the Metatype description that the build made: the annotations do not stay. */
  private static List<String> declared() throws Exception {
    var description =
        Path.of("target/classes/OSGI-INF/metatype", McpConfig.class.getName() + ".xml");
    var keys =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(description.toFile())
            .getElementsByTagName("AD");
    return IntStream.range(0, keys.getLength())
        .mapToObj(i -> keys.item(i).getAttributes())
        .map(
            key -> {
              var otherwise = key.getNamedItem("default");
              return "| `mcp.%s` | `%s` | %s |"
                  .formatted(
                      key.getNamedItem("id").getNodeValue(),
                      otherwise == null ? "" : otherwise.getNodeValue(),
                      key.getNamedItem("description").getNodeValue());
            })
        .toList();
  }
}
