// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuBandwidthTest {
  @ParameterizedTest
  @CsvSource({"1, 2500, 2500", "10, 25000, 25000", "200, 500000, 25000"})
  void lendsAStartItsQuotaAgainButNoLargerShareMore(int percent, long quota, long burst) {
    assertThat(CpuBandwidth.ofPercent(percent)).isEqualTo(new CpuBandwidth(quota, burst));
  }

  @Test
  void keepsTheDefaultShareToTheHalfPercentOfACoreInAnyTenSeconds() {
    CpuBandwidth tenth = CpuBandwidth.ofPercent(10);
    assertThat(tenth.quotaMicros() + tenth.burstMicros()).isLessThanOrEqualTo(10_000_000 / 200);
  }
}
