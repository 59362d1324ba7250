// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import coral.api.limits.ResourceGroup;
import coral.api.limits.ResourceGroups;
import coral.api.limits.ResourceLimits;
import coral.api.limits.ResourceUsage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Against a fake of the kernel's rules: a machine has either version. */
final class VersionTwoTest {
  private static final String ALL = "cpu memory pids";
  private static final BaseName BASE = BaseName.of(Path.of("/data"), "1000-5");
  private static final Path OWN = Path.of("/cg/coral.service");
  private static final Path SCRIPTS = OWN.resolve(BASE.group()).resolve("scripts");

  private final FakeKernel kernel = new FakeKernel("/coral.service", ALL);

  private ResourceGroups groups() {
    return new Discovery(BASE, kernel).groups(Path.of("/proc/self"));
  }

  @Test
  void movesItselfToALeafBeforeItDelegates() {
    assertThat(groups().info()).isEqualTo(new ResourceGroups.Info("cgroup v2", ""));
    assertThat(kernel.processes.get(OWN.resolve("coral-process"))).containsExactly(FakeKernel.SELF);
    assertThat(kernel.text.get(OWN.resolve("cgroup.subtree_control"))).isEqualTo(ALL + "\n");
  }

  @Test
  void takesTheDelegatedGroupAfterAnUpdate() {
    ResourceGroup before = groups().open("scripts", ResourceLimits.NONE);
    kernel.start(7, SCRIPTS);
    kernel.text.put(Path.of("/proc/self/cgroup"), "0::/coral.service/coral-process\n");

    ResourceGroup after = groups().open("scripts", ResourceLimits.NONE.withPids(5));

    assertThat(after.processes()).containsExactly(7L).isEqualTo(before.processes());
    assertThat(kernel.text.get(SCRIPTS.resolve("pids.max"))).isEqualTo("5\n");
  }

  @Test
  void setsAllLimitsAndTakesThemBack() throws IOException {
    ResourceGroup group =
        groups()
            .open(
                "scripts",
                ResourceLimits.NONE.withCpuPercent(10).withMemoryBytes(1 << 20).withPids(48));
    assertThat(kernel.read(SCRIPTS.resolve("cpu.max"))).isEqualTo("25000 250000\n");
    assertThat(kernel.read(SCRIPTS.resolve("cpu.max.burst"))).isEqualTo("25000\n");
    assertThat(kernel.read(SCRIPTS.resolve("memory.max"))).isEqualTo("1048576\n");
    assertThat(kernel.read(SCRIPTS.resolve("memory.swap.max"))).isEqualTo("0\n");
    assertThat(kernel.read(SCRIPTS.resolve("memory.oom.group"))).isEqualTo("1\n");
    assertThat(kernel.read(SCRIPTS.resolve("pids.max"))).isEqualTo("48\n");

    group.limit(ResourceLimits.NONE);
    assertThat(kernel.read(SCRIPTS.resolve("cpu.max"))).isEqualTo("max 250000\n");
    assertThat(kernel.read(SCRIPTS.resolve("cpu.max.burst"))).isEqualTo("0\n");
    assertThat(kernel.read(SCRIPTS.resolve("memory.max"))).isEqualTo("max\n");
    assertThat(kernel.read(SCRIPTS.resolve("pids.max"))).isEqualTo("max\n");
  }

  @Test
  void aGroupWithGroupsBelowIsNotKilledAsOne() throws IOException {
    ResourceGroups groups = groups();
    groups.open("scripts", ResourceLimits.NONE.withMemoryBytes(2 << 20));
    groups.open("scripts/a", ResourceLimits.NONE.withMemoryBytes(1 << 20));

    assertThat(kernel.read(SCRIPTS.resolve("memory.oom.group"))).isEqualTo("0\n");
    assertThat(kernel.read(SCRIPTS.resolve("a/memory.oom.group"))).isEqualTo("1\n");
  }

  @Test
  void readsUsage() {
    ResourceGroup group = groups().open("scripts", ResourceLimits.NONE);
    kernel.text.put(SCRIPTS.resolve("cpu.stat"), "usage_usec 1500\nthrottled_usec 20\n");
    kernel.text.put(SCRIPTS.resolve("memory.current"), "4096\n");
    kernel.text.put(SCRIPTS.resolve("memory.peak"), "8192\n");
    kernel.text.put(SCRIPTS.resolve("memory.events"), "oom 3\noom_kill 2\n");
    kernel.text.put(SCRIPTS.resolve("pids.events"), "max 9\n");

    assertThat(group.usage())
        .isEqualTo(
            new ResourceUsage(
                Duration.ofNanos(1_500_000), Duration.ofNanos(20_000), 4096, 8192, 2, 9));
  }

  @Test
  void closeKillsAndRemovesWhatIsBelowFirst() {
    ResourceGroups groups = groups();
    ResourceGroup scripts = groups.open("scripts", ResourceLimits.NONE);
    ResourceGroup one = groups.open("scripts/a", ResourceLimits.NONE);
    kernel.alive.add(7L);
    one.add(7);
    assertThat(scripts.processes()).containsExactly(7L);

    scripts.close();

    assertThat(kernel.alive).containsExactly(FakeKernel.SELF);
    assertThat(kernel.exists(SCRIPTS)).isFalse();
    assertThat(kernel.writes).endsWith(SCRIPTS + "/pids.max=0", SCRIPTS + "/cgroup.kill=1");
  }

  @Test
  void addingAProcessThatIsGoneIsNoError() {
    ResourceGroup group = groups().open("scripts", ResourceLimits.NONE);
    group.add(99);
    assertThat(group.processes()).isEmpty();
  }

  @Test
  void removesWhatAnEarlierProcessLeft() throws IOException {
    Path stale = OWN.resolve("coral-other");
    Path mine = OWN.resolve(BaseName.of(Path.of("/data"), "12-3").group());
    kernel.make(stale);
    kernel.make(mine);
    kernel.make(mine.resolve("scripts"));
    kernel.start(7, mine.resolve("scripts"));

    groups();

    assertThat(kernel.exists(mine)).isFalse();
    assertThat(kernel.alive).doesNotContain(7L);
    assertThat(kernel.exists(stale)).isTrue();
  }

  @Test
  void saysWhyWhenAnotherProcessIsInTheGroup() {
    kernel.start(7, OWN);
    assertThat(groups().info().available()).isFalse();
    assertThat(groups().info().reason()).contains("Device or resource busy", "Delegate=yes");
    assertThatThrownBy(() -> groups().open("scripts", ResourceLimits.NONE))
        .isInstanceOf(CoralException.class)
        .hasMessageContaining("Delegate=yes");
  }

  @Test
  void saysWhyWhenNothingMayBeMade() {
    kernel.refused.put("mkdir", new IOException());
    assertThat(groups().info().reason()).contains("permission denied", "Delegate=yes");
  }

  @Test
  void saysWhatIsMissing() {
    FakeKernel less = new FakeKernel("/coral.service", "cpuset cpu memory");
    ResourceGroups.Info info = new Discovery(BASE, less).groups(Path.of("/proc/self")).info();
    assertThat(info.available()).isTrue();
    assertThat(info.missing()).containsExactly("pids");

    FakeKernel none = new FakeKernel("/coral.service", "cpuset");
    assertThat(new Discovery(BASE, none).groups(Path.of("/proc/self")).info().reason())
        .contains("none of the controllers");
  }

  @Test
  void quotesWhatTheKernelRefuses() {
    ResourceGroups groups = groups();
    kernel.refused.put("memory.max", new IOException("Invalid argument"));
    assertThatThrownBy(() -> groups.open("scripts", ResourceLimits.NONE.withMemoryBytes(5)))
        .hasMessage("cannot set memory.max of " + SCRIPTS + " to 5: Invalid argument");
  }

  @Test
  void refusesNamesThatLeaveTheTree() {
    ResourceGroups groups = groups();
    for (String name : new String[] {"", "..", "a/../b", "/a", "a/", "cpu.max"}) {
      assertThatThrownBy(() -> groups.open(name, ResourceLimits.NONE))
          .hasMessageContaining("letters, digits");
    }
  }
}
