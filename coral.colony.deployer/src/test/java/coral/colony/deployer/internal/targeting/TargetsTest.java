// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal.targeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.agent.Agent;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TargetsTest {
  private final Targets targets = new Targets();
  private final Agent agent =
      TestAgent.of("a").services("payments").label("region", "us-east").agent();

  @Test
  void anyEntryMayMatchAndNoneMeansAll() {
    assertThat(targets.match(List.of(), agent)).isTrue();
    assertThat(targets.match(List.of("b", "region=us-east"), agent)).isTrue();
    assertThat(targets.match(List.of("payments", "region=eu-west"), agent)).isTrue();
    assertThat(targets.match(List.of("b", "region=eu-west"), agent)).isFalse();
  }

  @Test
  void saysOfEachEntryWhyItDoesNotMatch() {
    assertThat(targets.mismatch(List.of("b", "region=eu-west"), agent))
        .isEqualTo(
            "b: it is not called \"b\" and has seen no such service; it has seen: payments;"
                + " region=eu-west: region is \"us-east\", not \"eu-west\"");
  }

  @Test
  void checksEveryEntry() {
    assertThatCode(() -> targets.check(List.of("b", "region=eu-west"))).doesNotThrowAnyException();
    assertThatThrownBy(() -> targets.check(List.of("b", "region=")))
        .hasMessageContaining("\"region=\"");
  }

  @Test
  void aMalformedEntryThatIsStoredMatchesNoneAndKeepsTheOthers() {
    assertThat(targets.match(List.of("this and that"), agent)).isFalse();
    assertThat(targets.match(List.of("this and that", "payments"), agent)).isTrue();
    assertThat(targets.mismatch(List.of("this and that"), agent))
        .startsWith("the target \"this and that\" is malformed at character 6");
  }

  @Test
  void answersForThousandAgentsAndFiftyScriptsWithinASecond() {
    List<List<String>> scripts =
        IntStream.range(0, 50)
            .mapToObj(i -> List.of("service ~ *-x AND region IN (a, b) OR zone != z" + i))
            .toList();
    // Of this thread, so that a busy machine does not count.
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long begin = threads.getCurrentThreadCpuTime();
    long matches = 0;
    for (int i = 0; i < 1_000; i++) {
      matches += scripts.stream().filter(script -> targets.match(script, agent)).count();
    }
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - begin))
        .isLessThan(Duration.ofSeconds(1));
    assertThat(matches).isEqualTo(50_000);
  }

  @Test
  void staysRightBeyondWhatItKeeps() {
    for (int i = 0; i < 3_000; i++) {
      assertThat(targets.match(List.of("region=r" + i), agent)).isFalse();
    }
    assertThat(targets.match(List.of("region=us-east"), agent)).isTrue();
  }
}
