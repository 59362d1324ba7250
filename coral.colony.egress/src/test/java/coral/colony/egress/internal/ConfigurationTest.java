// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Node;

class ConfigurationTest {
  @Test
  void readmeListsEachKeyWithItsDefaultAndMeaning() throws Exception {
    List<String> documented =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .toList();
    assertThat(documented).containsExactlyInAnyOrderElementsOf(declared());
  }

  /** From the Metatype description that the build made: the annotations do not stay. */
  private static List<String> declared() throws Exception {
    var keys =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of("target/classes/OSGI-INF/metatype/coral.egress.xml").toFile())
            .getElementsByTagName("AD");
    return IntStream.range(0, keys.getLength())
        .mapToObj(i -> keys.item(i).getAttributes())
        .map(
            key ->
                "| `egress.%s` | %s | %s |"
                    .formatted(
                        key.getNamedItem("id").getNodeValue(),
                        byDefault(key.getNamedItem("default")),
                        key.getNamedItem("description").getNodeValue()))
        .toList();
  }

  private static String byDefault(Node value) {
    return Optional.ofNullable(value)
        .map(Node::getNodeValue)
        .filter(text -> !text.isEmpty())
        .map("`%s`"::formatted)
        .orElse("none");
  }
}
