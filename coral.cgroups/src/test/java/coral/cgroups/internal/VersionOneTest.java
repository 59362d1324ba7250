// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import coral.api.limits.ResourceGroup;
import coral.api.limits.ResourceGroups;
import coral.api.limits.ResourceLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the kernel, with real processes. */
final class VersionOneTest {
  private static final Path PROC = Path.of("/proc/self");

  @TempDir Path data;
  private final List<Process> started = new ArrayList<>();
  private final List<ControlGroups> opened = new ArrayList<>();
  private ResourceGroups groups;

  @BeforeEach
  void findGroups() {
    groups = groups(BaseName.of(data));
    boolean here = groups.info().kind().equals("cgroup v1") && groups.info().missing().isEmpty();
    if (!here) {
      System.out.println("Skipped, no writable cgroup v1: " + groups.info());
    }
    assumeTrue(here);
  }

  private ResourceGroups groups(BaseName base) {
    ResourceGroups found = new Discovery(base, new LinuxFiles()).groups(PROC);
    if (found instanceof ControlGroups made) {
      opened.add(made);
    }
    return found;
  }

  @AfterEach
  void leaveNothing() {
    started.forEach(process -> process.destroyForcibly().onExit().join());
    opened.forEach(made -> await().untilAsserted(() -> assertThat(made.removeEmpty()).isTrue()));
  }

  /** A shell that waits for a line on its input before it goes on, so that it can be moved. */
  private Process start(String command) throws IOException {
    Process process =
        new ProcessBuilder("sh", "-c", "read go; " + command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    started.add(process);
    return process;
  }

  private static void go(Process process) throws IOException {
    process.outputWriter().append("go\n").flush();
  }

  @Test
  void holdsBackWhatUsesTooMuchCpu() throws IOException {
    try (ResourceGroup group = groups.open("cpu", ResourceLimits.NONE.withCpuPercent(10))) {
      Process busy = start("while :; do :; done");
      group.add(busy.pid());
      go(busy);
      Duration before = group.usage().cpu();
      long start = System.nanoTime();
      await()
          .pollInterval(Duration.ofMillis(50))
          .timeout(Duration.ofSeconds(60))
          .until(() -> group.usage().throttled().toMillis() > 1000);
      Duration used = group.usage().cpu().minus(before);

      assertThat(used.toNanos()).isPositive().isLessThan((System.nanoTime() - start) * 4 / 10);
    }
  }

  @Test
  void killsWhatTakesTooMuchMemory() throws Exception {
    try (ResourceGroup group =
        groups.open("memory", ResourceLimits.NONE.withMemoryBytes(16 << 20))) {
      Process hog = start("exec tail /dev/zero");
      group.add(hog.pid());
      go(hog);

      assertThat(hog.waitFor()).isEqualTo(128 + 9);
      assertThat(group.usage().memoryKills()).isEqualTo(1);
      assertThat(group.usage().peakMemoryBytes()).isBetween(1L << 20, 16L << 20);
    }
  }

  @Test
  void refusesProcessesAboveTheLimit() throws Exception {
    try (ResourceGroup group = groups.open("pids", ResourceLimits.NONE.withPids(1))) {
      Process parent = start("sleep 100");
      group.add(parent.pid());
      go(parent);

      assertThat(parent.waitFor()).isNotZero();
      assertThat(group.usage().pidsRefused()).isPositive();
    }
  }

  @Test
  void raisesLowersAndTakesBackLimits() {
    try (ResourceGroup group = groups.open("limits", ResourceLimits.NONE)) {
      for (long bytes : new long[] {64 << 20, 32 << 20, 128 << 20}) {
        group.limit(ResourceLimits.NONE.withMemoryBytes(bytes).withCpuPercent((int) (bytes >> 20)));
      }
      group.limit(ResourceLimits.NONE);
      assertThat(group.usage().memoryKills()).isZero();
      assertThatThrownBy(() -> group.limit(ResourceLimits.NONE.withPids(-5)))
          .hasMessageMatching("cannot set pids.max of .*/limits to -5: Invalid argument");
    }
  }

  @Test
  void closeKillsWhatIsBelow() throws IOException {
    try (ResourceGroup scripts = groups.open("scripts", ResourceLimits.NONE)) {
      ResourceGroup one = groups.open("scripts/a", ResourceLimits.NONE);
      Process child = start("sleep 100 & wait");
      one.add(child.pid());
      go(child);
      await().until(() -> scripts.processes().size() == 2);
      scripts.close();

      assertThat(child.onExit().join().exitValue()).isEqualTo(128 + 9);
      assertThatThrownBy(() -> one.limit(ResourceLimits.NONE))
          .hasMessageContaining("no such group");
    }
  }

  @Test
  void closeWinsAgainstProcessesThatFork() throws IOException {
    ResourceGroup group = groups.open("forks", ResourceLimits.NONE.withPids(40));
    try (group) {
      Process parent = start("f() { f & f & }; while :; do (f); done 2>/dev/null");
      group.add(parent.pid());
      go(parent);
      await().until(() -> group.usage().pidsRefused() > 0);
    }
    assertThat(group.processes()).isEmpty();
    assertThatThrownBy(() -> group.limit(ResourceLimits.NONE))
        .hasMessageContaining("no such group");
  }

  @Test
  void closeIsNotStoppedByAnInterrupt() throws IOException {
    ResourceGroup group = groups.open("interrupted", ResourceLimits.NONE);
    Process child = start("sleep 100");
    Thread.currentThread().interrupt();
    try (group) {
      group.add(child.pid());
      assertThat(group.processes()).containsExactly(child.pid());
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThatThrownBy(() -> group.limit(ResourceLimits.NONE))
        .hasMessageContaining("no such group");
  }

  @Test
  void takesOverWhatAPredecessorOfTheSameProcessOpened() throws IOException {
    try (ResourceGroup before = groups.open("scripts", ResourceLimits.NONE)) {
      Process child = start("sleep 100");
      before.add(child.pid());
      ResourceGroup after =
          groups(BaseName.of(data)).open("scripts", ResourceLimits.NONE.withPids(9));
      assertThat(after.processes()).containsExactly(child.pid());
    }
  }

  @Test
  void removesWhatAKilledProcessLeft() throws IOException {
    ResourceGroups earlier = groups(BaseName.of(data, "earlier"));
    ResourceGroup left = groups(BaseName.of(data, "earlier")).open("scripts", ResourceLimits.NONE);
    assertThat(earlier.info().available()).isTrue();
    Process child = start("sleep 100");
    left.add(child.pid());

    groups(BaseName.of(data));

    assertThat(child.onExit().join().exitValue()).isEqualTo(128 + 9);
    assertThatThrownBy(() -> left.limit(ResourceLimits.NONE)).hasMessageContaining("no such group");
  }

  @Test
  void leavesGroupsOfOtherDataDirectories(@TempDir Path other) throws IOException {
    try (ResourceGroup mine = groups.open("scripts", ResourceLimits.NONE)) {
      Process child = start("sleep 100");
      mine.add(child.pid());
      ResourceGroups theirs = groups(BaseName.of(other));
      try (ResourceGroup group = theirs.open("scripts", ResourceLimits.NONE)) {
        assertThat(group.processes()).isEmpty();
        group.kill();
      }
      assertThat(mine.processes()).containsExactly(child.pid());
    }
  }

  @Test
  void addingAProcessThatIsGoneIsNoError() throws Exception {
    try (ResourceGroup group = groups.open("gone", ResourceLimits.NONE)) {
      Process child = start("exit");
      go(child);
      child.waitFor();
      group.add(child.pid());
      assertThat(group.processes()).isEmpty();
    }
  }

  @Test
  void neverMovesItself() {
    try (ResourceGroup group = groups.open("self", ResourceLimits.NONE)) {
      assertThatThrownBy(() -> group.add(ProcessHandle.current().pid()))
          .hasMessageContaining("only other processes");
    }
  }
}
