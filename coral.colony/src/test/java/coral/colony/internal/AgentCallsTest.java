// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.proto.agent.v1.Check;
import coral.proto.agent.v1.CheckSandboxResponse;
import coral.proto.agent.v1.Layer;
import coral.proto.colony.v1.Agent;
import coral.proto.colony.v1.AgentResponse;
import coral.proto.colony.v1.CheckAgentRequest;
import coral.proto.colony.v1.ColonyServiceGrpc;
import coral.proto.colony.v1.GetAgentRequest;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a colony asks an agent by its link. */
class AgentCallsTest {
  private TestColony colony;
  private FakeAgent agent;

  @BeforeEach
  void start() throws Exception {
    colony = new TestColony();
    agent = colony.agent("a").connect();
  }

  @AfterEach
  void stop() throws Exception {
    colony.close();
  }

  @Test
  void passesACheckOnAndItsOutcomeBack() throws Exception {
    Future<CheckSandboxResponse> check = check("a");
    assertThat(agent.asked().hasCheck()).isTrue();
    CheckSandboxResponse outcome =
        CheckSandboxResponse.newBuilder()
            .setTier("deno+seccomp")
            .addChecks(Check.newBuilder().setName("a script cannot listen").setPassed(true))
            .build();
    agent.answers(AgentResponse.newBuilder().setId(agent.asked().getId()).setCheck(outcome));
    assertThat(check.get(10, TimeUnit.SECONDS)).isEqualTo(outcome);
  }

  @Test
  void passesTheAgentsErrorBack() {
    Future<CheckSandboxResponse> check = check("a");
    agent.answers(
        AgentResponse.newBuilder()
            .setId(agent.asked().getId())
            .setErrorCode("UNAVAILABLE")
            .setErrorMessage("the sandbox is away"));
    assertFails(check, "UNAVAILABLE: the sandbox is away");
  }

  @Test
  void takesACodeThatItDoesNotKnowForAFault() {
    Future<CheckSandboxResponse> check = check("a");
    agent.answers(
        AgentResponse.newBuilder()
            .setId(agent.asked().getId())
            .setErrorCode("FROM_THE_FUTURE")
            .setErrorMessage("something new"));
    assertFails(check, "INTERNAL: something new");
  }

  @Test
  void failsWhenTheAgentGoesMeanwhile() {
    Future<CheckSandboxResponse> check = check("a");
    agent.asked();
    agent.vanish();
    assertFails(check, "UNAVAILABLE: agent a has disconnected before it answered");
    assertFails(check("a"), "UNAVAILABLE: agent a is not connected; it was last seen at ");
  }

  @Test
  void givesUpAnAgentThatDoesNotAnswer() {
    AgentCalls impatient = new AgentCalls(colony.agents, Duration.ofMillis(1));
    assertThatThrownBy(() -> impatient.check("a").get(10, TimeUnit.SECONDS))
        .cause()
        .isInstanceOfSatisfying(
            CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT))
        .hasMessageContaining("agent a did not answer within");
  }

  @Test
  void namesTheAgentsThatThereAre() {
    assertFails(check("b"), "NOT_FOUND: no agent has the id \"b\"; the agents are a");
  }

  @Test
  void tellsTheLayersThatAnAgentReports() {
    Agent known = colony.ask().getAgent(GetAgentRequest.newBuilder().setAgentId("a").build());
    assertThat(known.getLayersList())
        .containsExactly(Layer.newBuilder().setName("seccomp").setOn(true).setDetail("on").build());
  }

  @Test
  void tellsTheTriggerTypesThatAnAgentKnows() {
    agent.knows("manual", "schedule").state();
    await()
        .untilAsserted(
            () ->
                assertThat(
                        colony
                            .ask()
                            .getAgent(GetAgentRequest.newBuilder().setAgentId("a").build())
                            .getTriggerTypesList())
                    .containsExactly("manual", "schedule"));
  }

  private Future<CheckSandboxResponse> check(String id) {
    return ColonyServiceGrpc.newFutureStub(colony.channel)
        .withDeadlineAfter(20, TimeUnit.SECONDS)
        .checkAgent(CheckAgentRequest.newBuilder().setAgentId(id).build());
  }

  private static void assertFails(Future<CheckSandboxResponse> check, String sentence) {
    assertThatThrownBy(() -> check.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining(sentence);
  }
}
