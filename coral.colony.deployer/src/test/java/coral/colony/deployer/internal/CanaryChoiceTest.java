// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.agent.Agent;
import coral.api.script.Canary;
import coral.api.script.CanaryAgent;
import coral.api.script.Deployment;
import coral.api.script.Rollout;
import coral.colony.deployer.internal.targeting.TestAgent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which agents are canary agents. */
class CanaryChoiceTest {
  private static final Instant NOW = TestDeployer.NOW;
  private static final List<String> TWENTY =
      IntStream.range(0, 20).mapToObj("agent-%d"::formatted).toList();

  private final Fakes.Directory directory = new Fakes.Directory();
  private final CanaryChoice choice = new CanaryChoice(directory, new Placements(directory), NOW);

  @Test
  void takesAtLeastOneAndRoundsUp() {
    assertThat(new Canary.Percent(10).of(20)).isEqualTo(2);
    assertThat(new Canary.Percent(10).of(21)).isEqualTo(3);
    assertThat(new Canary.Percent(1).of(3)).isEqualTo(1);
    assertThat(new Canary.Percent(100).of(3)).isEqualTo(3);
    assertThat(new Canary.Agents(3).of(20)).isEqualTo(3);
    assertThat(new Canary.Agents(3).of(2)).isEqualTo(2);
  }

  @Test
  void refusesWhatIsNoPart() {
    assertThatThrownBy(() -> new Canary.Percent(0))
        .hasMessage("canary 0% is out of range: 1% to 100% of the agents");
    assertThatThrownBy(() -> new Canary.Percent(101)).hasMessageContaining("canary 101%");
    assertThatThrownBy(() -> new Canary.Agents(0)).hasMessageContaining("canary of 0 agents");
    assertThatThrownBy(() -> canary(1, Duration.ofMillis(999)))
        .hasMessage("canary time PT0.999S is out of range: 1s to 168h");
    assertThatThrownBy(() -> canary(1, Duration.ofDays(8))).hasMessageContaining("PT192H");
  }

  @Test
  void choosesTheSameInWhateverOrderAgentsAreListed() {
    var first = CanaryChoice.first(TestDeployer.ID, canary(5), TWENTY);
    assertThat(first).hasSize(5).doesNotHaveDuplicates();
    assertThat(CanaryChoice.first(TestDeployer.ID, canary(5), TWENTY.reversed())).isEqualTo(first);
    assertThat(CanaryChoice.first(TestDeployer.ID, canary(2), TWENTY))
        .isEqualTo(first.subList(0, 2));
  }

  @Test
  void doesNotTryEveryScriptOnTheSameAgents() {
    long chosen =
        IntStream.range(0, 50)
            .mapToObj(i -> CanaryChoice.first(new UUID(1, i), canary(1), TWENTY).getFirst())
            .distinct()
            .count();
    assertThat(chosen).isGreaterThan(10);
  }

  @Test
  void keepsItsAgentsWhileOthersAppear() {
    put("agent-0", "agent-1", "agent-2");
    Rollout rollout = begun(canary(1), "agent-0", "agent-1", "agent-2");
    TWENTY.forEach(this::put);
    assertThat(ids(rollout, NOW)).isEqualTo(rollout.agentIds());
  }

  @Test
  void replacesAnAgentThatIsAwayForTooLong() {
    put("agent-0", "agent-1", "agent-2");
    Rollout rollout = begun(canary(1), "agent-0", "agent-1", "agent-2");
    String left = rollout.agentIds().getFirst();
    directory.put(TestAgent.of(left).seen(NOW).disconnected().agent());
    assertThat(ids(rollout, NOW.plus(CanaryChoice.AWAY))).containsExactly(left);
    Instant gone = NOW.plus(CanaryChoice.AWAY).plusMillis(1);
    assertThat(ids(rollout, gone)).hasSize(1).doesNotContain(left);
    List<CanaryAgent> chosen = choice.now(rollout, TestDeployer.script(2), gone);
    assertThat(chosen.getFirst().since()).isEqualTo(gone);
  }

  @Test
  void replacesNoneWhileEnoughAreLeft() {
    String[] ten = TWENTY.subList(0, 10).toArray(String[]::new);
    put(ten);
    Rollout rollout = begun(new Canary(new Canary.Percent(20), Canary.DEFAULT_HOLD, true), ten);
    assertThat(rollout.agents()).hasSize(2);
    List<String> order = CanaryChoice.first(TestDeployer.ID, canary(10), List.of(ten));
    // One canary agent and four others leave: 20 % of the five that are left is one.
    List.of(0, 9, 8, 7, 6).forEach(i -> directory.agents.remove(order.get(i)));
    assertThat(ids(rollout, NOW)).containsExactly(order.get(1));
  }

  @Test
  void takesNoneForGoneWhileAColonyThatStartedHasNotWaitedForThem() {
    directory.put(TestAgent.of("agent-0").seen(NOW.minusSeconds(900)).disconnected().agent());
    directory.put(TestAgent.of("agent-1").seen(NOW).agent());
    Rollout rollout = begun(canary(1), "agent-0");
    assertThat(ids(rollout, NOW.plusSeconds(20))).containsExactly("agent-0");
    assertThat(ids(rollout, NOW.plusSeconds(40))).containsExactly("agent-1");
  }

  @Test
  void takesNoAgentThatCannotRunIt() {
    directory.put(TestAgent.of("agent-1").refusing("scripts are disabled").agent());
    directory.put(TestAgent.of("agent-2").deno("1.0").agent());
    Rollout rollout = begun(canary(1), "agent-0");
    assertThat(ids(rollout, NOW)).isEmpty();
  }

  private void put(String... ids) {
    for (String id : ids) {
      Agent agent = TestAgent.of(id).agent();
      directory.put(agent);
    }
  }

  private List<String> ids(Rollout rollout, Instant at) {
    return choice.now(rollout, TestDeployer.script(2), at).stream()
        .map(CanaryAgent::agentId)
        .toList();
  }

  private static Rollout begun(Canary canary, String... matching) {
    Deployment deployment = TestDeployer.active(2, NOW);
    return Rollout.begun(
        deployment,
        OptionalInt.of(1),
        canary,
        NOW,
        CanaryChoice.first(TestDeployer.ID, canary, List.of(matching)));
  }

  private static Canary canary(int agents) {
    return canary(agents, Canary.DEFAULT_HOLD);
  }

  private static Canary canary(int agents, Duration hold) {
    return new Canary(new Canary.Agents(agents), hold, true);
  }
}
