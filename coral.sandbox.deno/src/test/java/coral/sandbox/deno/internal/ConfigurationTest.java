// SPDX-License-Identifier: Apache-2.0

package coral.sandbox.deno.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.sandbox.SandboxTier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    List<String> declared = new ArrayList<>(rows("script"));
    declared.addAll(rows("validation"));
    assertThat(documented).containsExactlyElementsOf(declared);
  }

  @Test
  void refusesWhatIsOutOfRangeWithKeyValueAndRange() {
    assertThatThrownBy(() -> new SandboxSettings(0, 512, 96, 48, 2, SandboxTier.FILTERED))
        .hasMessage("script.cpu_percent is 0; it must be 1 to 10000");
    assertThatThrownBy(() -> new SandboxSettings(10, 512, 96, 48, 21, SandboxTier.FILTERED))
        .hasMessage("script.warm_processes is 21; it must be 0 to 20");
    assertThatThrownBy(() -> SandboxTier.of("script.min_tier", "strong"))
        .hasMessage(
            "script.min_tier is \"strong\"; it must be one of deno, filtered, isolated, limited, full");
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
}
