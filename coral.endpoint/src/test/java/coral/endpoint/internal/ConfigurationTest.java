// SPDX-License-Identifier: Apache-2.0
package coral.endpoint.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
    var declared = new ArrayList<String>(rows("agent", AgentEndpoint.Config.class));
    declared.addAll(rows("colony", ColonyEndpoint.Config.class));
    assertThat(documented).containsExactlyInAnyOrderElementsOf(declared);
  }

  @Test
  void refusesAPortOutOfRange() {
    assertThatThrownBy(() -> new EndpointSettings("agent", "127.0.0.1", 70_000, Set.of()))
        .isInstanceOf(CoralException.class)
        .hasMessage("agent.port: 70000 is out of range: 0 to 65535, where 0 picks a free port");
  }

  @Test
  void refusesAnEmptyHost() {
    assertThatThrownBy(() -> new EndpointSettings("colony", " ", 9000, Set.of()))
        .hasMessage("colony.host is empty: write an address to listen on, such as 127.0.0.1");
  }

  /**
   * From the Metatype description that the build made of {@code config}: the annotations do not
   * stay.
   */
  private static List<String> rows(String section, Class<?> config) throws Exception {
    var description = Path.of("target/classes/OSGI-INF/metatype", config.getName() + ".xml");
    var keys =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(description.toFile())
            .getElementsByTagName("AD");
    return IntStream.range(0, keys.getLength())
        .mapToObj(i -> keys.item(i).getAttributes())
        .map(
            key ->
                "| `%s.%s` | `%s` | %s |"
                    .formatted(
                        section,
                        key.getNamedItem("id").getNodeValue(),
                        key.getNamedItem("default").getNodeValue(),
                        key.getNamedItem("description").getNodeValue()))
        .toList();
  }
}
