// SPDX-License-Identifier: Apache-2.0

package coral.sandbox.deno.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DenoBinaryTest {
  @TempDir Path directory;

  @Test
  void tellsTheVersionOfTheRealDeno() {
    assertThat(DenoFixture.binary().version()).matches("2\\.\\d+\\.\\d+");
  }

  @Test
  void findsDenoOnThePathWhereNoneIsConfigured() throws IOException {
    Path fake = program("deno", "deno 2.4.1 (stable, release, x86_64-unknown-linux-gnu)");
    DenoBinary found =
        DenoBinary.find("", Path.of("/none"), "/no/such:" + directory, DenoFixture.SPAWNER);
    assertThat(found).isEqualTo(new DenoBinary(fake, "2.4.1"));
  }

  @Test
  void refusesAnOldDenoNamingItsVersion() throws IOException {
    Path old = program("old", "deno 1.46.3 (stable, release, x86_64-unknown-linux-gnu)");
    assertThatThrownBy(() -> find(old.toString()))
        .isInstanceOf(CoralException.class)
        .hasMessage(
            "Deno 1.46.3 at \"%s\" is too old: install 2.0 or newer, or set script.deno_path to one",
            old);
  }

  @Test
  void refusesAMissingFileNamingTheKey() {
    assertThatThrownBy(() -> find("/no/such/deno"))
        .hasMessageContaining("no Deno at \"/no/such/deno\"")
        .hasMessageContaining("script.deno_path");
  }

  @Test
  void refusesAnotherProgramQuotingItsAnswer() throws IOException {
    Path other = program("other", "hello");
    assertThatThrownBy(() -> find(other.toString()))
        .hasMessageContaining("is no Deno")
        .hasMessageContaining("hello");
  }

  @Test
  void saysWhatToInstallWhereThereIsNone() {
    assertThatThrownBy(() -> DenoBinary.find("", Path.of("/none"), "/no/such", DenoFixture.SPAWNER))
        .hasMessageContaining("install Deno 2 or newer");
  }

  private DenoBinary find(String configured) {
    return DenoBinary.find(configured, Path.of("/none"), "", DenoFixture.SPAWNER);
  }

  private Path program(String name, String answer) throws IOException {
    Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\necho '" + answer + "'\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
