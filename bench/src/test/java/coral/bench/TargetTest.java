// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TargetTest {
  private static final Row ROW = new Row("fleet", "deploy", 10, 30, "ms", 100, null);

  @Test
  void judgesTheP99WhereThatIsWhatIsWanted() {
    assertThat(ROW.withTarget(Target.p99AtMost(20)).verdict()).isEqualTo("missed by 50 %");
    assertThat(ROW.withTarget(Target.p99AtMost(20)).missed()).isTrue();
    assertThat(ROW.withTarget(Target.p99AtMost(30)).verdict()).isEqualTo("met");
    assertThat(Target.p99AtMost(2_000)).hasToString("p99 ≤ 2,000");
  }

  @Test
  void judgesTheMedianOtherwise() {
    assertThat(ROW.withTarget(Target.atMost(20)).missed()).isFalse();
    assertThat(ROW.withTarget(Target.atLeast(20)).verdict()).isEqualTo("missed by 50 %");
  }
}
