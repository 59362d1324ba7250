// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The kernel's own way to kill a group of version 2, which needs no controllers. */
final class GroupKillTest {
  private final KernelFiles files = new LinuxFiles();

  @Test
  void killsAllWithOneWrite() throws Exception {
    Path mount =
        Mount.parse(Files.readString(Path.of("/proc/self/mountinfo"))).stream()
            .filter(Mount::unified)
            .findFirst()
            .map(Mount::point)
            .orElse(Path.of("/none"));
    Path group = mount.resolve("coral-test-" + ProcessHandle.current().pid());
    boolean made = made(group);
    if (!made) {
      System.out.println("Skipped, no group of version 2 can be made in " + mount);
    }
    assumeTrue(made);
    Process child = new ProcessBuilder("sleep", "100").start();
    GroupTree tree = new GroupTree(files);
    try {
      assertThat(group.resolve("cgroup.kill")).exists();
      files.write(group.resolve("cgroup.procs"), Long.toString(child.pid()));
      assertThat(tree.kill(List.of(group))).isTrue();
      assertThat(child.waitFor()).isEqualTo(128 + 9);
    } finally {
      child.destroyForcibly();
      assertThat(tree.kill(List.of(group))).isTrue();
      assertThat(tree.remove(List.of(group))).isTrue();
    }
  }

  private boolean made(Path group) {
    try {
      files.make(group);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
