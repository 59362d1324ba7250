// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AncestryTest {
  /** 1 ← 10 ← 20 ← 30, and 99 in a circle with itself, as a recycled pid could make it. */
  private final Ancestry processes =
      new Ancestry(
          pid ->
              switch ((int) pid) {
                case 10 -> 1;
                case 20 -> 10;
                case 30 -> 20;
                case 99 -> 99;
                default -> 0;
              });

  @Test
  void knowsTheProcessItselfAndItsDescendants() {
    assertThat(processes.isSameOrDescendant(20, 20)).isTrue();
    assertThat(processes.isSameOrDescendant(30, 10)).isTrue();
  }

  @Test
  void knowsNeitherAncestorsNorStrangers() {
    assertThat(processes.isSameOrDescendant(10, 20)).isFalse();
    assertThat(processes.isSameOrDescendant(40, 20)).isFalse();
    assertThat(processes.isSameOrDescendant(99, 20)).isFalse();
    assertThat(processes.isSameOrDescendant(0, 0)).isFalse();
  }

  @Test
  void readsThisMachinesProcesses() {
    ProcessHandle me = ProcessHandle.current();
    long parent = me.parent().orElseThrow().pid();
    assertThat(Ancestry.ofThisMachine().isSameOrDescendant(me.pid(), parent)).isTrue();
    assertThat(Ancestry.ofThisMachine().isSameOrDescendant(parent, me.pid())).isFalse();
  }
}
