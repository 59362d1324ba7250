// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.agent.internal.execution.ScriptPolicy;
import coral.api.error.CoralException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ConfigurationTest {
  @Test
  void readmeListsEachKeyWithItsDefaultAndMeaning() throws Exception {
    List<String> documented =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .toList();
    List<String> declared = new ArrayList<>(rows("agent"));
    declared.addAll(rows("script"));
    assertThat(documented).containsExactlyElementsOf(declared);
  }

  /** From the Metatype description that the build made of the annotations. */
  private static List<String> rows(String section) throws Exception {
    Path file = Path.of("target/classes/OSGI-INF/metatype/coral." + section + ".xml");
    var keys =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getElementsByTagName("AD");
    return IntStream.range(0, keys.getLength())
        .mapToObj(i -> (Element) keys.item(i))
        .map(key -> row(section, key))
        .toList();
  }

  private static String row(String section, Element key) {
    String value = key.getAttribute("default");
    return "| `%s.%s` | %s | %s |"
        .formatted(
            section,
            key.getAttribute("id"),
            value.isEmpty() ? "" : "`" + value + "`",
            key.getAttribute("description"));
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertThatThrownBy(() -> new ScriptPolicy(true, 0, 512, 96, Duration.ofMinutes(5)))
        .isInstanceOf(CoralException.class)
        .hasMessage("script.max_concurrent is 0; it must be 1 to 1000");
    assertThatThrownBy(() -> new ScriptPolicy(true, 5, 512, 96, Duration.ofDays(2)))
        .hasMessage("script.timeout_seconds is 172800; it must be 1 to 86400");
  }

  @Test
  void refusesAMalformedIdOrLabel() {
    assertThatThrownBy(() -> new AgentIdentity("a b", "i", "h", "host", Map.of()))
        .isInstanceOf(CoralException.class)
        .hasMessageStartingWith("agent.id \"a b\" is malformed");
    assertThat(AgentIdentity.labels(List.of("region=eu", "note=a=b", "empty=")))
        .isEqualTo(Map.of("region", "eu", "note", "a=b", "empty", ""));
    assertThatThrownBy(() -> AgentIdentity.labels(List.of("region")))
        .hasMessage("agent.labels: \"region\" is not of the form name=value");
  }
}
