// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Trigger;
import coral.api.trigger.TriggerCallback;
import coral.api.trigger.TriggerHandler;
import coral.api.trigger.TriggerHandlerFactory;
import coral.api.trigger.TriggerRequest;
import coral.proto.agent.v1.CustomTrigger;
import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.agent.v1.ScheduleTrigger;
import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptTrigger;
import coral.proto.agent.v1.SkippedAgent;
import coral.proto.colony.v1.DeployRequest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which triggers a colony takes, and where their scripts go. */
class TriggerChecksTest {
  private static final Map<String, Object> SCHEDULE =
      Map.of(TriggerHandlerFactory.TYPE, "schedule");

  private TestColony colony;

  @BeforeEach
  void open() throws Exception {
    colony = new TestColony();
    colony.triggers.bindTriggers(new Refusing("no cron"), SCHEDULE);
  }

  @AfterEach
  void close() throws Exception {
    colony.close();
  }

  @Test
  void storesNothingWhoseTriggerDoesNotPass() {
    colony.agent("a").connect();
    assertThatThrownBy(() -> deploy(schedule("soon"), false))
        .hasMessageContaining("INVALID_ARGUMENT: no cron: soon");
    assertThatThrownBy(() -> deploy(schedule("soon"), true))
        .hasMessageContaining("INVALID_ARGUMENT: no cron: soon");
    assertThat(colony.stores.scripts.all()).isEmpty();
    assertThat(deploy(schedule("@daily"), false).getDeployedToList()).containsExactly("a");
  }

  @Test
  void asksTheFactoryThatHasTakenThePlaceOfAnother() {
    var gone = new Refusing("gone");
    colony.triggers.bindTriggers(gone, SCHEDULE);
    colony.triggers.bindTriggers(new Refusing("new"), SCHEDULE);
    colony.triggers.unbindTriggers(gone, SCHEDULE);
    assertThatThrownBy(() -> deploy(schedule("soon"), true)).hasMessageContaining("new: soon");
  }

  @Test
  void takesATypeThatOnlyAgentsKnow() {
    colony.agent("a").knows("mail", "manual").connect();
    colony.agent("b").knows("manual").connect();
    DeployScriptResponse response = deploy(custom("mail"), false);
    assertThat(response.getDeployedToList()).containsExactly("a");
    assertThat(response.getSkippedList())
        .containsExactly(
            SkippedAgent.newBuilder()
                .setAgentId("b")
                .setReason("it knows no trigger of type \"mail\"; it knows: manual")
                .build());
  }

  @Test
  void refusesATypeThatNoAgentKnows() {
    colony.agent("a").knows("event", "manual", "schedule").connect();
    assertThatThrownBy(() -> deploy(custom("mail"), false))
        .hasMessageContaining("NO_MATCHING_AGENT")
        .hasMessageContaining(
            "a (it knows no trigger of type \"mail\"; it knows: event, manual, schedule)");
    assertThatThrownBy(() -> deploy(custom(" "), true)).hasMessageContaining("INVALID_ARGUMENT");
    assertThat(colony.stores.scripts.all()).isEmpty();
  }

  @Test
  void placesAScriptOnceItsTypeIsKnown() {
    FakeAgent agent = colony.agent("a").knows("manual").connect();
    DeployScriptResponse pending = deploy(custom("mail"), true);
    assertThat(pending.getDeployedToList()).isEmpty();
    assertThat(pending.getReason())
        .isEqualTo("a: it knows no trigger of type \"mail\"; it knows: manual");
    agent.knows("mail", "manual").state();
    await().until(() -> agent.desiredStates().getLast().getScriptsCount() == 1);
  }

  private DeployScriptResponse deploy(ScriptTrigger trigger, boolean pending) {
    return colony
        .ask()
        .deployScript(
            DeployRequest.newBuilder()
                .setScript(Script.newBuilder().setName("alert").setCode("a()").setTrigger(trigger))
                .setAllowPending(pending)
                .build());
  }

  private static ScriptTrigger schedule(String cron) {
    return ScriptTrigger.newBuilder()
        .setSchedule(ScheduleTrigger.newBuilder().setCron(cron))
        .build();
  }

  private static ScriptTrigger custom(String type) {
    return ScriptTrigger.newBuilder().setCustom(CustomTrigger.newBuilder().setType(type)).build();
  }

  /** Takes nicknames only. */
  record Refusing(String why) implements TriggerHandlerFactory {
    @Override
    public void check(Trigger trigger) {
      if (trigger instanceof Trigger.Schedule schedule && !schedule.cron().startsWith("@")) {
        throw new CoralException(ErrorCode.INVALID_ARGUMENT, why + ": " + schedule.cron());
      }
    }

    @Override
    public TriggerHandler create(TriggerRequest request, TriggerCallback callback) {
      throw new UnsupportedOperationException("a colony makes no handlers");
    }
  }
}
