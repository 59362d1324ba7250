// SPDX-License-Identifier: Apache-2.0

package coral.boot.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir Path directory;

  @Test
  void readsSectionsWithScalarsListsAndMaps() throws IOException {
    assertThat(
            read("agent:\n  id: a\n  labels: {region: us}\nscript:\n  max_concurrent: 3\n")
                .sections())
        .isEqualTo(
            Map.of(
                "agent", Map.of("id", "a", "labels", Map.of("region", "us")),
                "script", Map.of("max_concurrent", 3)));
  }

  @Test
  void aMissingOrEmptyFileSaysNothing() throws IOException {
    assertThat(Settings.read(directory.resolve("none.yaml")).sections()).isEmpty();
    assertThat(read("# nothing\n").sections()).isEmpty();
    assertThat(read("agent:\n").sections()).isEqualTo(Map.of("agent", Map.of()));
  }

  @Test
  void laterSettingsWinKeyByKey() {
    Settings file = new Settings(Map.of("agent", Map.of("id", "a", "port", 1)));
    Settings options =
        new Settings(Map.of("agent", Map.of("port", "0"), "sdk", Map.of("x", List.of("y"))));
    assertThat(file.with(options).sections())
        .isEqualTo(
            Map.of("agent", Map.of("id", "a", "port", "0"), "sdk", Map.of("x", List.of("y"))));
  }

  @Test
  void refusesWhatIsNoYamlNamingTheFile() {
    assertThatThrownBy(() -> read("agent: [\n"))
        .isInstanceOf(CoralException.class)
        .hasMessageContaining("agent.yaml\" is not YAML");
  }

  @Test
  void refusesASectionThatHoldsNoKeys() {
    assertThatThrownBy(() -> read("agent: yes please\n"))
        .hasMessageContaining("section \"agent\" is \"yes please\"");
  }

  private Settings read(String yaml) throws IOException {
    return Settings.read(Files.writeString(directory.resolve("agent.yaml"), yaml));
  }
}
