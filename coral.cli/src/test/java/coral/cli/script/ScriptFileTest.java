// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.cli.CliException;
import coral.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptFileTest {
  @TempDir Path dir;

  @Test
  void takesItsNameFromTheFile() throws IOException {
    ScriptFile file =
        ScriptFile.read(Files.writeString(dir.resolve("high latency.alert.ts"), "1;"));
    assertThat(file.fileName()).isEqualTo("high latency.alert.ts");
    assertThat(file.defaultName()).isEqualTo("high-latency.alert");
    assertThat(file.code()).isEqualTo("1;");
  }

  @Test
  void refusesWhatIsNotThereAsNotFound() {
    assertThatThrownBy(() -> ScriptFile.read(dir.resolve("none.ts")))
        .isInstanceOfSatisfying(
            CliException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NOT_FOUND))
        .hasMessageContaining("none.ts");
  }

  @Test
  void refusesADirectory() {
    assertThatThrownBy(() -> ScriptFile.read(dir)).hasMessageContaining("is no file");
  }

  @Test
  void refusesOtherEncodings() throws IOException {
    Path latin = Files.write(dir.resolve("latin.ts"), "'é'".getBytes(ISO_8859_1));
    assertThatThrownBy(() -> ScriptFile.read(latin)).hasMessageContaining("is not UTF-8");
  }
}
