// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal.targeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "a, a, true",
    "a, ab, false",
    "*, '', true",
    "?, '', false",
    "a*c, abc, true",
    "a*c, ac, true",
    "a*c, acd, false",
    "*ab*, xxaabyy, true",
    "*ab, abaab, true",
    "a?c*, abcd, true",
    "a?c*, ac, false",
    "a.c, abc, false",
    "**, anything, true",
  })
  void standsForTheWholeValue(String pattern, String value, boolean expected) {
    assertThat(new Glob(pattern).matches(value)).isEqualTo(expected);
  }

  @Test
  void doesNotTakeForeverOverManyStars() {
    var hostile = new Glob("*a".repeat(1_000) + "b");
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThat(hostile.matches("a".repeat(4_000))).isFalse());
  }
}
