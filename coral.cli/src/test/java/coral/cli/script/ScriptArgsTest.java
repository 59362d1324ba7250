// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptArgsTest {
  @Test
  void endsTheNameAtTheFirstEqualsSign() {
    assertThat(ScriptArgs.of(List.of("url=http://a?b=c", "empty=")))
        .isEqualTo(Map.of("url", "http://a?b=c", "empty", ""));
  }

  @Test
  void refusesOneWithoutValueAndOneGivenTwice() {
    assertThatThrownBy(() -> ScriptArgs.of(List.of("threshold")))
        .hasMessage("--arg \"threshold\" has no value: write --arg threshold=VALUE");
    assertThatThrownBy(() -> ScriptArgs.of(List.of("a=1", "a=1")))
        .hasMessageContaining("--arg \"a\" is given twice");
  }
}
