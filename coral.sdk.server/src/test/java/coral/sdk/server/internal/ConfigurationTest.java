// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

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
  void defaultsAreThoseOfTheLimits() throws Exception {
    assertThat(declared().toString())
        .contains("| `sdk.max_concurrent_calls` | `" + Limits.DEFAULT.maxConcurrentCalls() + "` |")
        .contains(
            "| `sdk.max_requests_per_second` | `" + Limits.DEFAULT.maxRequestsPerSecond() + "` |");
  }

  @Test
  void refusesALimitOutOfRange() {
    assertThatThrownBy(() -> new Limits(0, 1_000))
        .isInstanceOf(CoralException.class)
        .hasMessage("sdk.max_concurrent_calls is 0, but must be from 1 to 1000");
    assertThatThrownBy(() -> new Limits(32, 200_000))
        .hasMessage("sdk.max_requests_per_second is 200000, but must be from 1 to 100000");
  }

  /** From the Metatype description that the build made: the annotations do not stay. */
  private static List<String> declared() throws Exception {
    Path description =
        Path.of(
            "target/classes/OSGI-INF/metatype", SdkServerComponent.Config.class.getName() + ".xml");
    Path byId = Path.of("target/classes/OSGI-INF/metatype/coral.sdk.xml");
    var keys =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse((Files.exists(byId) ? byId : description).toFile())
            .getElementsByTagName("AD");
    return IntStream.range(0, keys.getLength())
        .mapToObj(i -> keys.item(i).getAttributes())
        .map(
            key ->
                "| `sdk.%s` | `%s` | %s |"
                    .formatted(
                        key.getNamedItem("id").getNodeValue(),
                        key.getNamedItem("default").getNodeValue(),
                        key.getNamedItem("description").getNodeValue()))
        .toList();
  }
}
