// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MountTest {
  @Test
  void readsControllersOfVersionOne() {
    assertThat(
            Mount.parse(
                """
                27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
                32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid shared:9 - cgroup cgroup rw,cpu,cpuacct
                """))
        .containsExactly(
            new Mount(
                "/", Path.of("/sys/fs/cgroup/cpu,cpuacct"), false, Set.of("rw", "cpu", "cpuacct")));
  }

  @Test
  void readsVersionTwoWithAnyNumberOfOptionalFields() {
    String mountinfo =
        "35 24 0:30 / /sys/fs/cgroup rw shared:4 master:1 - cgroup2 cgroup2 rw,nsdelegate";
    assertThat(Mount.parse(mountinfo)).singleElement().matches(Mount::unified);
  }

  @Test
  void readsEscapedPaths() {
    String mountinfo = "35 24 0:30 / /mnt/a\\040b\\134c rw - cgroup2 none rw";
    assertThat(Mount.parse(mountinfo).getFirst().point()).isEqualTo(Path.of("/mnt/a b\\c"));
  }

  @Test
  void passesOverWhatIsNoMount() {
    assertThat(Mount.parse("nonsense\n1 2 - cgroup\n\n")).isEmpty();
  }

  @Test
  void findsGroupsBelowTheRootOfTheMount() {
    Mount host = new Mount("/", Path.of("/cg"), true, Set.of());
    assertThat(host.directory("/")).contains(Path.of("/cg"));
    assertThat(host.directory("/a/b")).contains(Path.of("/cg/a/b"));

    Mount container = new Mount("/docker/1f", Path.of("/cg"), true, Set.of());
    assertThat(container.directory("/docker/1f")).contains(Path.of("/cg"));
    assertThat(container.directory("/docker/1f/x")).contains(Path.of("/cg/x"));
  }

  @Test
  void findsNoGroupOutsideTheMount() {
    Mount container = new Mount("/docker/1f", Path.of("/cg"), true, Set.of());
    assertThat(container.directory("/docker/1fe")).isEmpty();
    assertThat(container.directory("/")).isEmpty();
    assertThat(new Mount("/", Path.of("/cg"), true, Set.of()).directory("/../x")).isEmpty();
    assertThat(new Mount("/../..", Path.of("/cg"), true, Set.of()).directory("/")).isEmpty();
  }
}
