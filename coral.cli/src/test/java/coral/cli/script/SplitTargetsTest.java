// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SplitTargetsTest {
  @Test
  void splitsAtCommas() {
    assertThat(SplitTargets.of("payments, agent-1 ,region=us-east"))
        .containsExactly("payments", "agent-1", "region=us-east");
  }

  @Test
  void keepsCommasInParentheses() {
    assertThat(SplitTargets.of("a IN (b, c) AND (d=e OR f IN (g,h)),payments"))
        .containsExactly("a IN (b, c) AND (d=e OR f IN (g,h))", "payments");
  }

  @Test
  void keepsCommasInQuotes() {
    assertThat(SplitTargets.of("a=\"b, c\",d='e,(f',g"))
        .containsExactly("a=\"b, c\"", "d='e,(f'", "g");
    assertThat(SplitTargets.of("a=\"b\\\",c\",d='\\\\',e"))
        .containsExactly("a=\"b\\\",c\"", "d='\\\\'", "e");
    assertThat(SplitTargets.of("a=\"it's, b\",c")).containsExactly("a=\"it's, b\"", "c");
  }

  @Test
  void leavesToTheColonyWhatIsNotClosed() {
    assertThat(SplitTargets.of("a=\"b,c")).containsExactly("a=\"b,c");
    assertThat(SplitTargets.of("a='b\\")).containsExactly("a='b\\");
    assertThat(SplitTargets.of("a IN (b,c")).containsExactly("a IN (b,c");
    assertThat(SplitTargets.of("a),b")).containsExactly("a)", "b");
  }

  @Test
  void leavesOutBlankOnes() {
    assertThat(SplitTargets.of("a,, b,")).containsExactly("a", "b");
    assertThat(SplitTargets.of(" ")).isEmpty();
  }
}
