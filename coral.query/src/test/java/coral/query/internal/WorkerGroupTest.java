// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.limits.ResourceGroups;
import coral.api.limits.ResourceLimits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerGroupTest {
  private static final ResourceLimits MEMORY =
      ResourceLimits.NONE.withMemoryBytes((512L + 128 + 160) << 20);

  private final FakeGroups groups = new FakeGroups();
  private final WorkerGroup group =
      new WorkerGroup(
          new QuerySettings(4, 512, Duration.ofSeconds(20), 50, 6_400, Duration.ofMillis(500)));

  @Test
  void limitsMemoryFromTheStartAndProcessorTimeOnceItServes() {
    group.bind(groups);
    group.starts(7);
    assertThat(groups.added).containsExactly(7L);
    assertThat(groups.limits).containsExactly(MEMORY);

    assertThat(group.serves()).isEqualTo("cgroup v2");
    assertThat(groups.limits).containsExactly(MEMORY, MEMORY.withCpuPercent(50));

    group.starts(8);
    assertThat(groups.added).containsExactly(7L, 8L);
    assertThat(groups.limits.getLast()).isEqualTo(MEMORY);
  }

  @Test
  void takesInAWorkerThatServesAlready() {
    group.starts(7);
    assertThat(group.serves()).isEqualTo("no cgroup");

    group.bind(groups);

    assertThat(groups.added).containsExactly(7L);
    assertThat(groups.limits).containsExactly(MEMORY.withCpuPercent(50));
  }

  @Test
  void saysWhatTheMachineDoesNotLimit() {
    groups.info = new ResourceGroups.Info("cgroup v1", "", List.of("cpu", "memory"));
    group.bind(groups);
    group.starts(7);

    assertThat(group.serves()).isEqualTo("cgroup v1 without cpu and memory");
  }

  @Test
  void goesOnWithoutControlGroups() {
    groups.refusing = true;
    group.bind(groups);
    group.starts(7);
    assertThat(group.serves()).isEqualTo("no cgroup");
    assertThat(group.memoryKill()).isEmpty();

    groups.refusing = false;
    groups.info = new ResourceGroups.Info("", "no control groups are mounted");
    group.starts(8);
    assertThat(group.serves()).isEqualTo("no cgroup");
    assertThat(groups.added).isEmpty();
  }

  @Test
  void tellsAMemoryKillOfThisWorkerFromThoseBefore() {
    groups.memoryKills = 3;
    group.bind(groups);
    group.starts(7);
    assertThat(group.memoryKill()).isEmpty();

    groups.memoryKills = 4;
    assertThat(group.memoryKill())
        .contains("the kernel killed it for using more than its 800 MB of memory");

    group.starts(8);
    assertThat(group.memoryKill()).isEmpty();
  }

  @Test
  void leavesNoGroupBehind() {
    group.bind(groups);
    group.starts(7);

    group.close();

    assertThat(groups.closed).isTrue();
  }

  @Test
  void staysInTheGroupOfAServiceThatCameAfterTheOneThatWent() {
    group.bind(groups);
    group.starts(7);
    FakeGroups successor = new FakeGroups();
    group.bind(successor);
    group.unbind(groups);

    assertThat(successor.added).containsExactly(7L);
    assertThat(group.serves()).isEqualTo("cgroup v2");
    group.unbind(successor);
    assertThat(group.serves()).isEqualTo("no cgroup");
  }
}
