// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.sandbox.SandboxPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptLimitsTest {
  @ParameterizedTest
  @CsvSource({
    "max_pids, 16, 1000",
    "max_line_bytes, 80, 1048576",
    "max_lines_per_second, 1, 100000",
    "max_output_bytes_per_second, 1024, 1073741824",
    "max_events_per_second, 1, 10000",
  })
  void takesFromLeastToMostAndNamesTheKeyOfWhatIsBeyond(String key, int least, int most) {
    assertThat(with(key, least)).isNotEqualTo(with(key, most));
    for (int value : new int[] {least - 1, most + 1, -1, Integer.MIN_VALUE}) {
      assertThatThrownBy(() -> with(key, value))
          .isInstanceOfSatisfying(
              CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
          .hasMessage("script.%s is %d; it must be %d to %d".formatted(key, value, least, most));
    }
  }

  @Test
  void givesTheSandboxEachLimitAsWhatItIs() {
    ScriptLimits limits = new ScriptLimits(17, 81, 2, 1025, 3);
    assertThat(limits.policy(96, Duration.ofMinutes(1), Duration.ofSeconds(4)))
        .isEqualTo(
            new SandboxPolicy(96, Duration.ofMinutes(1), Duration.ofSeconds(4), 81, 2, 1025, 17));
  }

  private static ScriptLimits with(String key, int value) {
    return new ScriptLimits(
        key.equals("max_pids") ? value : 48,
        key.equals("max_line_bytes") ? value : 16 << 10,
        key.equals("max_lines_per_second") ? value : 500,
        key.equals("max_output_bytes_per_second") ? value : 1 << 20,
        key.equals("max_events_per_second") ? value : 100);
  }
}
