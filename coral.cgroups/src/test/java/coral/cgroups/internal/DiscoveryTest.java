// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.limits.ResourceGroups;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class DiscoveryTest {
  private static final BaseName BASE = BaseName.of(Path.of("/data"), "1-2");

  private static ResourceGroups.Info info(FakeKernel kernel) {
    return new Discovery(BASE, kernel).groups(Path.of("/proc/self")).info();
  }

  private static FakeKernel with(FakeKernel kernel, String mountinfo, String cgroup) {
    kernel.text.put(Path.of("/proc/self/mountinfo"), mountinfo);
    kernel.text.put(Path.of("/proc/self/cgroup"), cgroup);
    return kernel;
  }

  @Test
  void takesTheMountPointInAContainerWithItsOwnNamespace() {
    FakeKernel kernel = new FakeKernel("/", "cpuset cpu io memory hugetlb pids rdma");
    assertThat(info(kernel)).isEqualTo(new ResourceGroups.Info("cgroup v2", ""));
    assertThat(kernel.exists(Path.of("/cg", BASE.group()))).isTrue();
  }

  @Test
  void takesTheMountPointInAContainerThatSeesTheHostsPath() {
    FakeKernel kernel =
        with(
            new FakeKernel("/", "cpu memory pids"),
            "35 24 0:30 /docker/1f /cg rw - cgroup2 cgroup2 rw\n",
            "0::/docker/1f\n");
    assertThat(info(kernel).kind()).isEqualTo("cgroup v2");
    assertThat(kernel.exists(Path.of("/cg", BASE.group()))).isTrue();
  }

  @Test
  void takesVersionOneOfAHybrid() {
    FakeKernel kernel =
        with(
            new FakeKernel("/cpu,cpuacct/a", ""),
            """
            31 30 0:26 / /none rw - cgroup2 cgroup2 rw
            33 30 0:28 / /cg/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
            34 30 0:29 / /cg/systemd rw - cgroup cgroup rw,name=systemd
            """,
            "3:cpu,cpuacct:/a\n1:name=systemd:/b\n0::/c\n");
    ResourceGroups.Info info = info(kernel);
    assertThat(info.kind()).isEqualTo("cgroup v1");
    assertThat(info.missing()).containsExactly("memory", "pids");
  }

  @Test
  void saysThatVersionOneIsNotWritable() {
    FakeKernel kernel =
        with(
            new FakeKernel("/", ""),
            "33 30 0:28 / /cg/cpu ro - cgroup cgroup rw,cpu\n",
            "3:cpu:/elsewhere\n");
    assertThat(info(kernel).available()).isFalse();
    assertThat(info(kernel).reason()).contains("/cg/cpu/elsewhere", "run as root");
  }

  @Test
  void saysThatItsGroupIsNotToBeSeen() {
    FakeKernel kernel =
        with(
            new FakeKernel("/", "cpu"),
            "35 24 0:30 /docker/1f /cg rw - cgroup2 cgroup2 rw\n",
            "0::/../2e\n");
    assertThat(info(kernel).reason()).contains("--cgroupns=private");
  }

  @Test
  void saysThatItNeedsLinux() {
    FakeKernel kernel = new FakeKernel("/", "cpu");
    kernel.text.remove(Path.of("/proc/self/cgroup"));
    assertThat(info(kernel).reason()).contains("need Linux");
  }
}
