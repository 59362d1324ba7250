// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpuBandwidthTest {
  @ParameterizedTest
  @CsvSource({"10, 2500, 2500", "23, 5750, 5750", "100, 25000, 25000", "2000, 500000, 25000"})
  void lendsAStartItsQuotaAgainButNoLargerShareMore(int millicores, long quota, long burst) {
    assertThat(CpuBandwidth.ofMillicores(millicores)).isEqualTo(new CpuBandwidth(quota, burst));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4})
  void neverAsksForLessThanTheMillisecondThatTheKernelTakes(int millicores) {
    assertThat(CpuBandwidth.ofMillicores(millicores)).isEqualTo(new CpuBandwidth(1000, 1000));
  }

  @Test
  void keepsTheDefaultShareToTheHalfPercentOfACoreInAnyTenSeconds() {
    CpuBandwidth tenth = CpuBandwidth.ofMillicores(100);
    assertThat(tenth.quotaMicros() + tenth.burstMicros()).isLessThanOrEqualTo(10_000_000 / 200);
  }
}
