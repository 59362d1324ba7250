// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    assertThat(documented).containsExactlyInAnyOrderElementsOf(declared());
  }

  @Test
  void refusesACapabilityThatIsNoName() {
    assertThatThrownBy(() -> new Consent(Set.of("probes.write,net"), false))
        .isInstanceOf(CoralException.class)
        .hasMessage(
            "consent.capabilities has \"probes.write,net\", but each must be a name such as probes.write");
  }

  /** From the Metatype description that the build made: the annotations do not stay. */
  private static List<String> declared() throws Exception {
    Path description =
        Path.of("target/classes/OSGI-INF/metatype", ConsentConfig.class.getName() + ".xml");
    Path byId = Path.of("target/classes/OSGI-INF/metatype/coral.consent.xml");
    var keys =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse((Files.exists(byId) ? byId : description).toFile())
            .getElementsByTagName("AD");
    return IntStream.range(0, keys.getLength())
        .mapToObj(i -> keys.item(i).getAttributes())
        .map(
            key ->
                "| `consent.%s` | `%s` | %s |"
                    .formatted(
                        key.getNamedItem("id").getNodeValue(),
                        key.getNamedItem("default").getNodeValue(),
                        key.getNamedItem("description").getNodeValue()))
        .toList();
  }
}
