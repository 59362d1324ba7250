// SPDX-License-Identifier: Apache-2.0
package coral.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Overlap;
import coral.api.script.ScriptMode;
import coral.api.script.ScriptSettings;
import coral.api.script.Trigger;
import coral.proto.agent.v1.EventTrigger;
import coral.proto.agent.v1.ScriptTrigger;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

class TriggerWireTest {
  static final List<Trigger> TRIGGERS =
      List.of(
          Trigger.MANUAL,
          new Trigger.Schedule("@hourly"),
          new Trigger.Schedule(
              "*/5 * * * *",
              ZoneId.of("Europe/Berlin"),
              Duration.ofMillis(2_500),
              Trigger.Missed.RUN_ONCE),
          new Trigger.Event("SELECT true", Duration.ofSeconds(5)),
          new Trigger.Event(
              "SELECT 1",
              Duration.ofSeconds(1),
              Trigger.When.IS_TRUE,
              Duration.ofMinutes(2),
              Duration.ofHours(1)),
          new Trigger.Custom("x.deploy", "{\"a\":1}"));

  @ParameterizedTest
  @FieldSource("TRIGGERS")
  void keepsATriggerWhole(Trigger trigger) {
    assertThat(TriggerWire.fromWire(TriggerWire.toWire(trigger))).isEqualTo(trigger);
  }

  @ParameterizedTest
  @EnumSource(Overlap.class)
  void keepsSettingsWhole(Overlap overlap) {
    var settings =
        new ScriptSettings(
            ScriptMode.AD_HOC,
            Optional.of(Duration.ofSeconds(90)),
            64,
            List.of("b", "a"),
            overlap,
            Map.of("threshold", "500"));
    assertThat(SettingsWire.fromWire(SettingsWire.toWire(settings), Trigger.MANUAL))
        .isEqualTo(settings);
  }

  @Test
  void takesTheDefaultsForWhatIsAbsent() {
    assertThat(TriggerWire.fromWire(ScriptTrigger.getDefaultInstance())).isEqualTo(Trigger.MANUAL);
    assertThat(
            TriggerWire.fromWire(
                ScriptTrigger.newBuilder()
                    .setEvent(EventTrigger.newBuilder().setCondition("SELECT 1"))
                    .build()))
        .isEqualTo(new Trigger.Event("SELECT 1", Duration.ofMinutes(1)));
    var unspecified = coral.proto.agent.v1.ScriptSettings.getDefaultInstance();
    assertThat(SettingsWire.fromWire(unspecified, Trigger.MANUAL)).isEqualTo(ScriptSettings.DAEMON);
    assertThat(SettingsWire.fromWire(unspecified, new Trigger.Schedule("@daily")))
        .isEqualTo(ScriptSettings.AD_HOC);
  }

  @Test
  void namesATimeZoneThatIsUnknown() {
    assertThatThrownBy(() -> TriggerWire.zone("Mars/Olympus"))
        .isInstanceOfSatisfying(
            CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContaining("\"Mars/Olympus\"");
  }
}
