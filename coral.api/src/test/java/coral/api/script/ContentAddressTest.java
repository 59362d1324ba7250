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

class ContentAddressTest {
  @Test
  void equalContentHasEqualAddressWhateverTheOrderOfTargets() {
    assertThat(address("code", List.of("a", "b"))).isEqualTo(address("code", List.of("b", "a")));
  }

  @Test
  void everyPartCounts() {
    String address = address("code", List.of());
    assertThat(address).hasSize(64);
    assertThat(address("code ", List.of())).isNotEqualTo(address);
    assertThat(address("code", List.of("a"))).isNotEqualTo(address);
    assertThat(ContentAddress.of("code", ScriptSettings.AD_HOC, Trigger.MANUAL, List.of()))
        .isNotEqualTo(address);
    assertThat(
            ContentAddress.of(
                "code", ScriptSettings.DAEMON, new Trigger.Schedule("* * * * *"), List.of()))
        .isNotEqualTo(address);
  }

  @Test
  void whereOnePartEndsAndTheNextBeginsCounts() {
    assertThat(address("code", List.of("a, b"))).isNotEqualTo(address("code", List.of("a", "b")));
    assertThat(address(Map.of("a", "1, b=2"))).isNotEqualTo(address(Map.of("a", "1", "b", "2")));
    assertThat(address(Map.of("a", "1"))).isNotEqualTo(address(Map.of("a", "2")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-x", "a b", "a/b", "ä", "../x"})
  void malformedNamesAreRefusedWithTheRule(String name) {
    assertThatThrownBy(() -> Script.checkName(name))
        .isInstanceOf(CoralException.class)
        .hasMessageContaining("\"" + name + "\"")
        .hasMessageContaining("1 to 100 letters");
  }

  @Test
  void aMebibyteOfCodeIsAcceptedAndAByteMoreIsNot() {
    String most = "x".repeat(Script.MAX_CODE_BYTES);
    assertThat(Script.checkCode(most)).isEqualTo(most);
    assertThatThrownBy(() -> Script.checkCode(most + "x")).hasMessageContaining("1,048,577 bytes");
  }

  private static String address(Map<String, String> args) {
    ScriptSettings settings =
        new ScriptSettings(ScriptMode.DAEMON, Optional.empty(), 0, List.of(), Overlap.SKIP, args);
    return ContentAddress.of("code", settings, Trigger.MANUAL, List.of());
  }

  private static String address(String code, List<String> targets) {
    return ContentAddress.of(code, ScriptSettings.DAEMON, Trigger.MANUAL, targets);
  }
}
