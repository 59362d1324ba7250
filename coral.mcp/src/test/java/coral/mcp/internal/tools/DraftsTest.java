// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.proto.agent.v1.ScriptTrigger;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DraftsTest {
  @Test
  void triggerIsManualUnlessSomethingIsGiven() {
    assertThat(trigger(Map.of()).hasManual()).isTrue();
  }

  @Test
  void triggerIsWhatIsGivenWhereTheTypeIsLeftOut() {
    assertThat(trigger(Map.of("cron", "@daily")).hasSchedule()).isTrue();
    assertThat(trigger(Map.of("condition", "SELECT 1")).hasEvent()).isTrue();
  }

  @Test
  void refusesATriggerWithoutWhatItsTypeNeeds() {
    assertThatThrownBy(() -> trigger(Map.of("type", "schedule")))
        .hasMessageContaining("\"trigger.cron\" is missing");
    assertThatThrownBy(() -> trigger(Map.of("type", "event")))
        .hasMessageContaining("\"trigger.condition\" is missing");
  }

  @Test
  void refusesATriggerWithWhatBelongsToAnother() {
    assertThatThrownBy(() -> trigger(Map.of("type", "manual", "cron", "@daily")))
        .hasMessageContaining("\"trigger.cron\" does not go with a trigger of type \"manual\"");
    assertThatThrownBy(() -> trigger(Map.of("cron", "@daily", "condition", "SELECT 1")))
        .hasMessageContaining("\"trigger.condition\" does not go with");
  }

  @Test
  void aCanaryIsAPercentageOrANumberOfAgents() {
    assertThat(Drafts.canary(new Arguments(Map.of("percent", 10))).getPercent()).isEqualTo(10);
    assertThatThrownBy(() -> Drafts.canary(new Arguments(Map.of("percent", 10, "agents", 1))))
        .hasMessageContaining("one of percent and agents");
    assertThatThrownBy(() -> Drafts.canary(new Arguments(Map.of())))
        .hasMessageContaining("one of percent and agents");
  }

  private static ScriptTrigger trigger(Map<String, Object> members) {
    return Drafts.trigger(new Arguments(members));
  }
}
