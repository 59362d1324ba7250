// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  @Test
  void namesEachKeyWithItsDefault() throws Exception {
    List<String> table =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.split("\\|")[1].strip() + " " + line.split("\\|")[2].strip())
            .toList();

    assertThat(table)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(TelemetryConfig.class.getDeclaredMethods())
                .map(ReadmeTest::keyAndDefault)
                .toList());
  }

  private static String keyAndDefault(Method key) {
    return "`" + key.getName().replace("__", "_") + "` `" + key.getDefaultValue() + "`";
  }
}
