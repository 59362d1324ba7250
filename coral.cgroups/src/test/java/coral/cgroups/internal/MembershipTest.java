// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class MembershipTest {
  @Test
  void readsHybrid() {
    assertThat(Membership.parse("4:cpu,cpuacct:/a\n1:name=systemd:/b\n0::/b:c\n"))
        .containsExactly(
            new Membership(Set.of("cpu", "cpuacct"), "/a"),
            new Membership(Set.of("name=systemd"), "/b"),
            new Membership(Set.of(), "/b:c"));
  }

  @Test
  void passesOverWhatIsNoGroup() {
    assertThat(Membership.parse("\nnonsense\n3:cpu\n")).isEmpty();
  }
}
