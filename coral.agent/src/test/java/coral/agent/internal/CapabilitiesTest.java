// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CapabilitiesTest {
  private final Capabilities capabilities = new Capabilities();

  @Test
  void namesWhatTheMethodsBelongToOnce() {
    capabilities.add("system.getCPU");
    capabilities.add("db.query");
    capabilities.add("system.getMemory");
    capabilities.add("x.shop.basket");
    assertThat(capabilities.names()).containsExactly("db", "system", "x.shop");
  }

  @Test
  void keepsACapabilityUntilItsLastMethodHasGone() {
    capabilities.add("probes.attach");
    capabilities.add("probes.detach");
    capabilities.remove("probes.attach");
    assertThat(capabilities.names()).containsExactly("probes");
    capabilities.remove("probes.detach");
    assertThat(capabilities.names()).isEmpty();
  }

  @Test
  void keepsAMethodWhoseSuccessorCameFirst() {
    capabilities.add("db.query");
    capabilities.add("db.query");
    capabilities.remove("db.query");
    assertThat(capabilities.names()).containsExactly("db");
  }
}
