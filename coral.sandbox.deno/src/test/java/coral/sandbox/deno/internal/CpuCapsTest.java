// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuCapsTest {
  private static final int QUOTA = 100;

  @Test
  void givesFourThatSpinNearlyTheWholeQuota() {
    assertThat(next(caps(0, 0, 0, 0), 25, 25, 25, 25)).containsExactly(24, 24, 24, 24);
  }

  @Test
  void leavesAQuietScriptWhatItTakesWithoutACap() {
    assertThat(next(caps(24, 24, 24, 24, 0), 24, 24, 24, 24, 4)).containsExactly(23, 24, 24, 24, 0);
  }

  @Test
  void capsNobodyWhileTheQuotaLasts() {
    double[] taken = {60, 39};
    assertThat(CpuCaps.next(QUOTA, caps(0, 0), taken, taken, false)).containsExactly(0, 0);
  }

  @Test
  void comesToEqualSharesWhenAnotherBeginsToSpin() {
    int[] caps = caps(24, 24, 24, 24, 0);
    for (int look = 0; look < 12; look++) {
      int capped = caps[0] + caps[1] + caps[2] + caps[3];
      double rest = caps[4] > 0 ? caps[4] : QUOTA - capped;
      caps = next(caps, caps[0], caps[1], caps[2], caps[3], rest);
    }
    assertThat(caps).containsExactly(19, 19, 19, 19, 19);
  }

  @Test
  void takesTheCapOffWhoTakesLess() {
    assertThat(next(caps(48, 48), 48, 10)).containsExactly(87, 0);
  }

  @Test
  void expectsOfAQuietScriptWhatItTookInTwoLooks() {
    double[] taken = {24, 24, 24, 24, 0};
    double[] before = {24, 24, 24, 24, 8};
    assertThat(CpuCaps.next(QUOTA, caps(23, 23, 23, 23, 0), taken, before, true))
        .containsExactly(23, 23, 23, 23, 0);
  }

  @Test
  void lowersAllAtOnceThatAreFarAboveTheirShare() {
    assertThat(next(caps(24, 24, 24, 24, 0), 24, 24, 24, 24, 16))
        .containsExactly(20, 20, 20, 20, 0);
  }

  @Test
  void raisesOneAtATimeAndOnlyByWhatIsWorthIt() {
    assertThat(next(caps(23, 23, 23, 23, 0), 23, 23, 23, 23, 0)).containsExactly(23, 23, 23, 23, 0);
    assertThat(next(caps(22, 22, 22, 22, 0), 22, 22, 22, 22, 0)).containsExactly(24, 22, 22, 22, 0);
  }

  @Test
  void givesAScriptThatIsAloneAgainTheWholeQuota() {
    assertThat(next(caps(24), 24)).containsExactly(QUOTA);
  }

  private static int[] caps(int... caps) {
    return caps;
  }

  private static int[] next(int[] caps, double... taken) {
    return CpuCaps.next(QUOTA, caps, taken, taken, true);
  }
}
