// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CpuShareTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void slidesOverAllSamples() {
    CpuShare share = new CpuShare();
    long[] usedMillis = {0, 100, 500, 600, 700};
    for (int i = 0; i < usedMillis.length; i++) {
      share.add(i * SECOND, Duration.ofMillis(usedMillis[i]));
    }

    assertThat(share.over(Duration.ofSeconds(2))).containsExactly(25.0, 25.0, 10.0);
  }

  @Test
  void saysNothingOfStretchesThatAreLongerThanAllSamples() {
    CpuShare share = new CpuShare();
    share.add(0, Duration.ZERO);
    share.add(SECOND, Duration.ofMillis(1));

    assertThat(share.over(Duration.ofSeconds(2))).isEmpty();
  }
}
