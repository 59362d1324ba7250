// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal.targeting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "payments",
        "sign-in",
        "a+or",
        "host@not",
        "notary android order Inn",
        "pay*",
        "payments (v2)",
        "billing, old",
        "'a=b'",
        "\"this and that\"",
        "o'brien and sons",
        "\"a\\\" = b\"",
        "wow!",
        "",
      })
  void aTextWithoutAnOperatorIsAName(String text) {
    assertThat(Target.parse(text)).isEqualTo(new Target.Name(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=b",
        "a!=b",
        "a~b",
        "a!~b",
        "a IN (b)",
        "a in(b)",
        "a not in (b)",
        "NOT(a=b)",
        "'a b' IN (c)",
        "'a' = b",
      })
  void aTextWithAnOperatorIsAPredicate(String text) {
    assertThat(Target.parse(text)).isInstanceOf(Target.Selection.class);
  }
}
