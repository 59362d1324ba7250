// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class QuotasTest {

  @Test
  void writesSectionsAsYamlAndAllInOneLine() {
    Quotas quotas = Quotas.of(Map.of("sdk.max_concurrent_calls", 5, "script.b", 2, "script.a", 1));

    assertThat(quotas.yaml())
        .isEqualTo("script:\n  a: 1\n  b: 2\nsdk:\n  max_concurrent_calls: 5\n");
    assertThat(quotas).hasToString("script.a 1, script.b 2, sdk.max_concurrent_calls 5");
  }

  @Test
  void writesNothingForDefaults() {
    assertThat(Quotas.DEFAULT.yaml()).isEmpty();
    assertThat(Quotas.DEFAULT).hasToString("as they are by default");
  }
}
