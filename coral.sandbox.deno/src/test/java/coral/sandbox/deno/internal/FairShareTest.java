// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import static coral.sandbox.deno.internal.FairShare.ALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FairShareTest {
  @Test
  void dividesAllThereIsAmongThoseWhoWantAll() {
    assertThat(FairShare.of(96, ALL, ALL, ALL, ALL)).isEqualTo(24);
  }

  @Test
  void givesTheOthersWhatAQuietOneLeaves() {
    assertThat(FairShare.of(96, ALL, 4, ALL, ALL, ALL)).isEqualTo(23);
  }

  @Test
  void losesNothingWhateverIsWanted() {
    double[] wanted = {3, 50, 0, 17, ALL, 21, ALL};
    double share = FairShare.of(100, wanted);
    double given = Arrays.stream(wanted).map(want -> Math.min(want, share)).sum();
    assertThat(given).isCloseTo(100, within(1e-9));
  }

  @Test
  void holdsNobodyBackWhoTakesLessThanAnEqualPart() {
    assertThat(FairShare.of(96, 20, 24, ALL, ALL)).isGreaterThanOrEqualTo(24);
  }

  @Test
  void limitsNobodyWhereThereIsEnough() {
    assertThat(FairShare.of(96, 30, 60)).isEqualTo(96);
    assertThat(FairShare.of(96)).isEqualTo(96);
  }
}
