// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coral.proto.colony.v1.DesiredScript;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One agent id on two hosts. */
class TwoHostsTest {
  private static final String REFUSED =
      "ALREADY_EXISTS: agent id \"a\" is used on two hosts: host-1 has it, so host-2 is refused; give one of the two its own with agent.id in agent.yaml or --agent-id";

  private TestColony colony;

  @BeforeEach
  void open() throws Exception {
    colony = new TestColony();
  }

  @AfterEach
  void close() throws Exception {
    colony.close();
  }

  @Test
  void theOtherHostIsRefusedAndNothingChangesForTheFirst() {
    FakeAgent first = agent("instance-1", "host-1").connect();
    deploy();
    DesiredScript desired = first.desiredScript();
    FakeAgent other = agent("instance-2", "host-2");
    for (int again = 0; again < 3; again++) {
      other.greet();
      other.awaitControlError(REFUSED);
      assertThat(other.received).as("neither a welcome nor scripts").isEmpty();
    }
    assertThat(first.controlError).isNull();
    assertThat(colony.agents.find("a").orElseThrow().hostname()).isEqualTo("host-1");
    first.awaitAcknowledged(first.send(first.lineReport(desired, "still here")));
  }

  @Test
  void oneThatWasAwayForAMomentFindsItsIdFree() {
    FakeAgent first = agent("instance-1", "host-1").connect();
    first.vanish();
    await().until(() -> !connected());
    refused("instance-2", "host-2");
    agent("instance-3", "host-1").connect();
    assertThat(connected()).isTrue();
  }

  @Test
  void alsoAfterARestartOfTheColony() throws Exception {
    agent("instance-1", "host-1").connect();
    colony.close();
    colony = new TestColony(colony.stores, Duration.ofSeconds(2));
    refused("instance-2", "host-2");
    agent("instance-3", "host-1").connect();
    assertThat(connected()).isTrue();
  }

  @Test
  void anotherHostHasTheIdOnceTheFirstHasGoneForGood() {
    agent("instance-1", "host-1").connect().vanish();
    await().until(() -> !connected());
    colony.clock.advance(KnownAgent.KEPT);
    agent("instance-2", "host-2").connect();
    assertThat(colony.agents.find("a").orElseThrow().hostname()).isEqualTo("host-2");
  }

  @Test
  void aClockThatIsSetBackKeepsNobodyOut() {
    agent("instance-1", "host-1").connect().vanish();
    await().until(() -> !connected());
    colony.clock.advance(Duration.ofDays(-1));
    agent("instance-2", "host-2").connect();
    assertThat(connected()).isTrue();
  }

  @Test
  void anAgentThatLostItsDiskIsNoOtherHost() {
    agent("instance-1", "host-1").connect().vanish();
    await().until(() -> !connected());
    FakeAgent again = new FakeAgent(colony.channel, "a", "instance-2", List.of());
    again.open();
    again.say(
        coral.proto.colony.v1.AgentMessage.newBuilder()
            .setHello(again.hello().setHostId("another data directory"))
            .build());
    await().until(this::connected);
  }

  private void refused(String instance, String host) {
    FakeAgent other = agent(instance, host);
    other.greet();
    other.awaitControlError(REFUSED);
  }

  private FakeAgent agent(String instance, String host) {
    return new FakeAgent(colony.channel, "a", instance, List.of()).on(host);
  }

  private boolean connected() {
    return colony.agents.find("a").orElseThrow().connected();
  }

  private void deploy() {
    coral.proto.agent.v1.Script script = TestColony.script("alert", "a()");
    var _ = colony.deploy(script);
  }
}
