// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "payments.failure_ratio, payments_failure_ratio",
    "p99 (ms), p99__ms_",
    "99th, _99th",
    "größe, gr__e",
    "job:rate:5m, job:rate:5m",
    "requests_total, requests",
    "requests_total_total, requests",
    "build_info, build",
  })
  void makesNamesOfMetricsLegal(String name, String legal) {
    assertThat(Names.metric(name)).isEqualTo(legal);
  }

  @ParameterizedTest
  @CsvSource({
    "payment.provider, payment_provider",
    "a:b, a_b",
    "__name__, _name__",
    "script, exported_script",
    "agent, exported_agent",
    "1st, _1st",
  })
  void makesNamesOfLabelsLegal(String name, String legal) {
    assertThat(Names.label(name)).isEqualTo(legal);
  }
}
