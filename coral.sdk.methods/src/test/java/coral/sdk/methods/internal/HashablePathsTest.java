// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import coral.api.error.CoralException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashablePathsTest {
  @ParameterizedTest
  @CsvSource({
    "/etc/app.yaml, /etc/app.yaml, true",
    "/etc/app.yaml, /etc/appXyaml, false",
    "/etc/app.yaml, /etc/app.yaml/x, false",
    "/etc/app.yaml, /x/etc/app.yaml, false",
    "/etc/*.yaml, /etc/app.yaml, true",
    "/etc/*.yaml, /etc/.yaml, true",
    "/etc/*.yaml, /etc/app/x.yaml, false",
    "/etc/*/app-*.yaml, /etc/eu/app-1.yaml, true",
    "/etc/*, /etc, false",
    "/etc/*, /etc/.hidden, true",
    "/etc/[ab]?{c}, /etc/[ab]?{c}, true",
    "/etc/[ab], /etc/a, false",
  })
  void starStandsForTextWithinASegment(String listed, Path path, boolean allowed) {
    assertThat(HashablePaths.of(List.of(listed)).allow(path)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/", "etc/app", "/etc/", "/etc//app", "/etc/../app", "/etc/./a", "/etc/**"})
  void refusesWhatIsNoAbsoluteNormalPath(String listed) {
    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(() -> HashablePaths.of(List.of("/etc/fine", listed)))
        .withMessage(
            "script.file_hash_paths has \"%s\"; it must be an absolute path without \".\", \"..\" and \"**\", such as \"/etc/app/*.yaml\"",
            listed);
  }
}
