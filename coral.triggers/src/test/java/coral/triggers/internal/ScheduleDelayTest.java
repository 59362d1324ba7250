// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.script.Trigger;
import coral.api.trigger.TriggerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleDelayTest {
  private static final UUID SCRIPT = UUID.fromString("018f3a5e-0000-7000-8000-000000000001");

  /** A change of this number would make all agents fire at another time after an update. */
  @Test
  void isTheSameInEachProcess() {
    assertThat(delay(SCRIPT, "agent-1", Duration.ofMinutes(1))).isEqualTo(Duration.ofMillis(1914));
  }

  @Test
  void isNothingWithoutJitter() {
    assertThat(delay(SCRIPT, "agent-1", Duration.ZERO)).isEqualTo(Duration.ZERO);
  }

  @Test
  void isSpreadOverAgents() {
    var agentsPerSecond =
        IntStream.range(0, 6000)
            .mapToObj(agent -> delay(SCRIPT, "agent-" + agent, Duration.ofMinutes(1)).toSeconds())
            .collect(Collectors.groupingBy(second -> second, Collectors.counting()));
    assertThat(agentsPerSecond.keySet())
        .containsAll(IntStream.range(0, 60).mapToObj(Long::valueOf).toList());
    assertThat(agentsPerSecond.values()).allMatch(agents -> agents < 160);
    assertThat(agentsPerSecond.keySet()).allMatch(second -> second >= 0 && second <= 60);
  }

  @Test
  void differsBetweenTheScriptsOfAnAgent() {
    var delays =
        IntStream.range(0, 100)
            .mapToObj(script -> delay(new UUID(1, script), "agent-1", Duration.ofHours(1)))
            .collect(Collectors.toSet());
    assertThat(delays).hasSizeGreaterThan(95);
  }

  private static Duration delay(UUID script, String agent, Duration jitter) {
    return ScheduleHandler.delay(
        new TriggerRequest(script, "alert", agent, Trigger.MANUAL, Instant.EPOCH, Optional.empty()),
        jitter);
  }
}
