// SPDX-License-Identifier: Apache-2.0

package coral.sandbox.deno.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.limits.ResourceGroup;
import coral.api.limits.ResourceGroups;
import coral.api.limits.ResourceLimits;
import coral.api.limits.ResourceUsage;
import coral.api.sandbox.SandboxTier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptGroupsTest {
  private final List<String> opened = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private final ScriptGroups groups = new ScriptGroups(() -> new Recording());

  @Test
  void setsTheQuotaOnceForEachConfiguration() {
    groups.open(settings(10));
    for (int look = 0; look < 5; look++) {
      assertThat(groups.all()).isPresent();
      assertThat(groups.waiting()).isPresent();
    }
    groups.open(settings(20));
    assertThat(opened).containsExactly("scripts 100", "waiting 500", "scripts 200", "waiting 500");
  }

  @Test
  void removesBothAtTheEnd() {
    groups.open(settings(10));
    groups.close();
    assertThat(closed).containsExactly("waiting", "scripts");
  }

  private static SandboxSettings settings(int cpuPercent) {
    return new SandboxSettings(cpuPercent, 512, 96, 48, 2, SandboxTier.FILTERED);
  }

  private final class Recording implements ResourceGroups {
    @Override
    public Info info() {
      return new Info("cgroup v2", "");
    }

    @Override
    public ResourceGroup open(String name, ResourceLimits limits) {
      opened.add(name + " " + limits.cpuMillicores().orElse(0));
      return new Group(name);
    }
  }

  private final class Group implements ResourceGroup {
    private final String name;

    Group(String name) {
      this.name = name;
    }

    @Override
    public void limit(ResourceLimits limits) {}

    @Override
    public void add(long pid) {}

    @Override
    public ResourceUsage usage() {
      return new ResourceUsage(Duration.ZERO, Duration.ZERO, 0, 0, 0, 0);
    }

    @Override
    public List<Long> processes() {
      return List.of();
    }

    @Override
    public void kill() {}

    @Override
    public void close() {
      closed.add(name);
    }
  }
}
