// SPDX-License-Identifier: Apache-2.0

package coral.api.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptSettingsTest {
  @Test
  void sortsArguments() {
    assertThat(with(Map.of("b", "2", "a", "1", "c", "")).args().keySet())
        .containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1a", "a b", "__proto__", "a=b"})
  void refusesMalformedArgumentNamesWithTheRule(String name) {
    assertThatThrownBy(() -> with(Map.of(name, "")))
        .isInstanceOf(CoralException.class)
        .hasMessageContaining("argument \"" + name + "\"")
        .hasMessageContaining("1 to 64 letters");
  }

  @Test
  void takesSixtyFourKibibytesOfArgumentsAndNotAByteMore() {
    String most = "x".repeat(ScriptSettings.MAX_ARGS_BYTES - 1);
    assertThat(with(Map.of("a", most)).args()).containsEntry("a", most);
    assertThatThrownBy(() -> with(Map.of("a", most + "x"))).hasMessageContaining("65,537 bytes");
  }

  private static ScriptSettings with(Map<String, String> args) {
    return new ScriptSettings(
        ScriptMode.DAEMON, Optional.empty(), 0, List.of(), Overlap.SKIP, args);
  }
}
